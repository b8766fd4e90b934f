const NAME = /^journal-([0-9a-z]+)-(\d+)\.log$/;

/** Name of the file for what one batch interval of a boot has seen so far. */
export function journalName(boot: string, firstSeq: number): string {
  return `journal-${boot}-${firstSeq}.log`;
}

/** The journals among the files of a folder, in the order in which they were written within a boot. */
export function findJournals(files: readonly string[]): string[] {
  return files
    .flatMap((file) => {
      const [, boot, seq] = NAME.exec(file) ?? [];
      return boot === undefined ? [] : [{ file, boot, seq: Number(seq) }];
    })
    .sort((left, right) => left.boot.localeCompare(right.boot) || left.seq - right.seq)
    .map(({ file }) => file);
}
