"""Pages of the Perjanjian Kinerja, by what one does there."""
