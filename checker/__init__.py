"""Annotation (加注) windows of the licensed-pharmacist e-certificate, under every reading.

Pure Python, standard library only. Everything goes through `checker.bridge.handle`.
"""
