"""What is wrong with a backup's file."""


class BadBackup(Exception):
    """The file cannot be relied on, or not be read; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


CUT = "The file ends too early: it was cut off, or not copied whole. Take another copy or another backup."
DAMAGED = "The file is damaged: what it holds is not what was written. Take another copy or another backup."
FOREIGN = "This is not a backup of Welcommune, or it is damaged at its beginning."
IS_SEALED = "This backup is sealed: name the file of its passphrase with --passphrase-file."
STAYS_SEALED = "This passphrase does not open the backup, or the file is damaged at its beginning."
NEWER = "The backup was written by a newer release, {release}, in a way that this one does not know. Take that release."
