"""Charts: pure functions from typed rows to one model, drawn by Plotly or as SVG; with the sentence, text and table that say the same."""
