"""The pipeline that turns docs + facts + checker into site/. One stage a module."""
