"""Charts: one quiet house style, drawn by hand on a canvas in points, so that no label can be cut or overlap."""
