/** What was dropped, without folders: browsers pretend that they are files. */
export const droppedFiles = (transfer: DataTransfer): { files: File[]; hasFolders: boolean } => {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory ?? false
  return {
    files: items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []),
    hasFolders: items.some(isFolder),
  }
}
