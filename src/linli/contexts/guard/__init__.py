"""Guard (隐形守护): devices in homes that agreed to them, what they say, and whom it concerns."""
