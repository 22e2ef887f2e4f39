"""A folder and its index, for the tests that publish again and again."""
import pathlib
import subprocess


class Folder:
    def __init__(self, bin_dir, directory):
        self.bin = pathlib.Path(bin_dir)
        self.files, self.index = directory / "files", directory / "index"
        self.files.mkdir()

    def indexer(self, *arguments):
        """A run to its end: exit code and all that it said."""
        done = subprocess.run([self.bin / "indexer", *arguments], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def update_command(self):
        return [self.bin / "indexer", "update", "--index", self.index, self.files]

    def update(self):
        return self.indexer(*self.update_command()[1:])

    def must_update(self):
        code, said = self.update()
        assert code == 0, said

    def check(self):
        return self.indexer("check", self.index)

    def generation(self):
        return (self.index / "current").readlink().name


class Posts(Folder):
    """Each edition of the posts says its number in every one of them."""

    def __init__(self, bin_dir, directory, count):
        super().__init__(bin_dir, directory)
        self.count = count

    def write(self, edition):
        for i in range(self.count):
            text = f"Tide table {i}\n\nHigh water in edition {edition}, harbour {i}.\n"
            (self.files / f"{i}.txt").write_text(text, encoding="utf-8")

    def publish(self, edition):
        self.write(edition)
        self.must_update()
