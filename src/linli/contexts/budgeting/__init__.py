"""Participatory budgets (参与式预算): residents propose, talk, choose, and see each fen spent."""
