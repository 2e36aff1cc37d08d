/** The browser's own way to choose files, opened by a button of ours. */
export const FileInput = (props: {
  several?: boolean
  /** A whole folder, with all that lies below it. */
  folder?: boolean
  /** Types to choose from, as the attribute says them. */
  accept?: string
  ref: (input: HTMLInputElement) => void
  onChoose(files: File[]): void
}) => (
  <input
    ref={(input) => {
      input.webkitdirectory = props.folder ?? false
      props.ref(input)
    }}
    type="file"
    multiple={props.several}
    accept={props.accept}
    hidden
    onChange={({ currentTarget: input }) => {
      const files = [...(input.files ?? [])]
      // The same file may be chosen again.
      input.value = ''
      if (files.length > 0) props.onChoose(files)
    }}
  />
)
