"""Pure computation: no Django, no clock, no chance, no files; what each answers is in its folder."""
