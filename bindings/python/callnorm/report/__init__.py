"""Evaluations and norms as text for a terminal."""

from callnorm.report.explain import print_explanation
from callnorm.report.norm import print_norm
from callnorm.report.table import print_evaluation

__all__ = ["print_evaluation", "print_explanation", "print_norm"]
