"""What a test claims, said as it goes."""


class Claims:
    def __init__(self):
        self.results = []

    def __call__(self, text, holds):
        self.results.append(bool(holds))
        print(("ok: " if holds else "FAILED: ") + text, flush=True)

    def exit_code(self):
        """Says how many held; 0 when all did."""
        print(f"{sum(self.results)} passed, {len(self.results) - sum(self.results)} failed")
        return 0 if all(self.results) else 1
