"""Tests of handing on what is missing."""
