"""What a web server has to know of site/: headers, types, compressed copies. One description, from
which the pages' own <meta>, the configurations of servers and the checks are made."""
