"""Tests of handing tracks to slskd."""
