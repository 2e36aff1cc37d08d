const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    // Browsers give some at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const filesIn = async (entry: FileSystemEntry): Promise<File[]> => {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))]
  if (!isFolder(entry)) return []
  // All at once: a study has thousands, and each answer takes a moment.
  return (await Promise.all((await childrenOf(entry)).map(filesIn))).flat()
}

export type Dropped = { files: File[]; inFolders: File[] }

/** What was dropped, with all that its folders hold. The transfer is empty after the first wait. */
export const droppedFiles = async (transfer: DataTransfer): Promise<Dropped> => {
  const dropped = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const folders = dropped.flatMap(({ entry }) => (entry && isFolder(entry) ? [entry] : []))
  const files = dropped.flatMap(({ entry, file }) => (file && !(entry && isFolder(entry)) ? [file] : []))
  const inFolders: File[] = []
  for (const folder of folders) inFolders.push(...(await filesIn(folder)))
  return { files, inFolders }
}
