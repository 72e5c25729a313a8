"""Charts: pure functions from typed rows to Plotly figures, with the sentence, the text and the table that say the same."""
