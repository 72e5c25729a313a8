"""What both doors show, in words: from what the services read to rows, sentences and key figures. No Streamlit, no HTML."""
