"""Dialogues made from schemas and phrases: numbers, units and operators over any shop."""
