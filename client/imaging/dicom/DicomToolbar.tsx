import Contrast from 'lucide-solid/icons/contrast'
import Move from 'lucide-solid/icons/move'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import Search from 'lucide-solid/icons/search'
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'
import Sun from 'lucide-solid/icons/sun'
import Undo from 'lucide-solid/icons/undo-2'
import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { IconButton, Menu, type MenuItem } from '../../ui/index.ts'
import viewerStyles from '../Viewer.module.css'
import type { Shown } from './stack-view.ts'
import { ctPresets, presetNames, presetOf, type Window } from './window.ts'

export type DragTool = 'window' | 'pan' | 'zoom'

type Props = {
  shown: Shown | undefined
  isCt: boolean
  tool: DragTool
  onTool(tool: DragTool): void
  onFileWindow(): void
  onWindow(window: Window): void
  onInvert(): void
  onZoom(isIn: boolean): void
  onTurn(): void
  onReset(): void
}

export const DicomToolbar = (props: Props) => {
  const w = useWords(imagingWords)
  const preset = () => (props.shown && props.isCt ? presetOf(props.shown.window) : null)
  const presetLabel = () => {
    const name = preset()
    return name ? w()[name] : w().window
  }
  const presets = (): MenuItem[] => [
    { label: w().shortcut(w().fileWindow, '1'), onSelect: () => props.onFileWindow() },
    ...(props.isCt
      ? presetNames.map((name, at) => ({
          label: w().shortcut(w()[name], String(at + 2)),
          checked: preset() === name,
          onSelect: () => props.onWindow(ctPresets[name]),
        }))
      : []),
  ]

  return (
    <div class={viewerStyles['toolbar']} role="toolbar" aria-label={w().tools}>
      <IconButton
        label={w().dragWindow}
        icon={Sun}
        pressed={props.tool === 'window'}
        onClick={() => props.onTool('window')}
      />
      <IconButton label={w().dragPan} icon={Move} pressed={props.tool === 'pan'} onClick={() => props.onTool('pan')} />
      <IconButton
        label={w().dragZoom}
        icon={Search}
        pressed={props.tool === 'zoom'}
        onClick={() => props.onTool('zoom')}
      />
      <span class={viewerStyles['divider']} />
      <Menu label={w().window} icon={SlidersHorizontal} items={presets()}>
        <SlidersHorizontal size={20} aria-hidden="true" />
        {presetLabel()}
      </Menu>
      <IconButton
        label={w().shortcut(w().invert, 'I')}
        icon={Contrast}
        pressed={props.shown?.isInverted ?? false}
        onClick={() => props.onInvert()}
      />
      <span class={viewerStyles['divider']} />
      <IconButton label={w().shortcut(w().zoomOut, '−')} icon={ZoomOut} onClick={() => props.onZoom(false)} />
      <IconButton label={w().shortcut(w().zoomIn, '+')} icon={ZoomIn} onClick={() => props.onZoom(true)} />
      <IconButton label={w().shortcut(w().turn, 'R')} icon={RotateCw} onClick={() => props.onTurn()} />
      <IconButton label={w().shortcut(w().reset, '0')} icon={Undo} onClick={() => props.onReset()} />
    </div>
  )
}
