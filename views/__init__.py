"""What people see: the only Streamlit code."""
