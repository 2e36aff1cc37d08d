import Camera from 'lucide-solid/icons/camera'
import FolderUp from 'lucide-solid/icons/folder-up'
import Paperclip from 'lucide-solid/icons/paperclip'
import { Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Button, FileInput, IconButton } from '../../ui/index.ts'
import { useMediaTools } from './media-tools.ts'

/** Files of this device, and the camera; with words where there is room for them. */
export const MediaButtons = (props: { disabled: boolean; withWords?: boolean }) => {
  const w = useWords(mediaWords)
  const tools = useMediaTools()
  let input: HTMLInputElement | undefined
  let folderInput: HTMLInputElement | undefined
  const choose = () => input?.click()
  const chooseFolder = () => folderInput?.click()
  return (
    <>
      <Show
        when={props.withWords}
        fallback={
          <>
            <IconButton label={w().attachFiles} icon={Paperclip} disabled={props.disabled} onClick={choose} />
            <IconButton label={w().attachFolder} icon={FolderUp} disabled={props.disabled} onClick={chooseFolder} />
            <IconButton label={w().takePicture} icon={Camera} disabled={props.disabled} onClick={tools.openCamera} />
          </>
        }
      >
        <Button icon={Paperclip} disabled={props.disabled} onClick={choose}>
          {w().attachFiles}
        </Button>
        <Button icon={FolderUp} disabled={props.disabled} onClick={chooseFolder}>
          {w().attachFolder}
        </Button>
        <Button icon={Camera} disabled={props.disabled} onClick={tools.openCamera}>
          {w().takePicture}
        </Button>
      </Show>
      <FileInput
        several
        ref={(element) => {
          input = element
        }}
        onChoose={(files) => void tools.add(files)}
      />
      <FileInput
        folder
        ref={(element) => {
          folderInput = element
        }}
        onChoose={(files) => void tools.addFolder(files)}
      />
    </>
  )
}
