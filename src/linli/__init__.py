"""Linli (邻里): the working system of an urban Chinese community."""
