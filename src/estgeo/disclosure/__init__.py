"""What can be spread: public tables that do not give anyone away."""
