/** Asks the person for files. Resolves with none when they think better of it. */
export const chooseFiles = ({ several }: { several: boolean }): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = several
    input.hidden = true
    const end = () => {
      resolve([...(input.files ?? [])])
      input.remove()
    }
    input.addEventListener('change', end)
    input.addEventListener('cancel', end)
    // In the document, because Safari forgets one that is not.
    document.body.append(input)
    input.click()
  })

/** What was dropped, without folders: browsers pretend that they are files. */
export const droppedFiles = (transfer: DataTransfer): { files: File[]; hasFolders: boolean } => {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory ?? false
  return {
    files: items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []),
    hasFolders: items.some(isFolder),
  }
}
