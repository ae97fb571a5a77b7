"""Readings by MQTT: the broker that comes with Linli, or any other."""
