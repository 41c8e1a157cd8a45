"""`python -m baocao`, where the command is not on the path."""

from baocao.cli import main

if __name__ == "__main__":
    main()
