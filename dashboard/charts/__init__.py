"""Charts: pure functions from typed rows to one model, drawn by Plotly or as SVG, with the sentence, the text and the table that say the same."""
