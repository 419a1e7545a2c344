"""What people and programs touch. A face calls one operation, or queries."""
