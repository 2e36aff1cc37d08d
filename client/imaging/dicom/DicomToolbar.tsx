import CircleDashed from 'lucide-solid/icons/circle-dashed'
import Contrast from 'lucide-solid/icons/contrast'
import DraftingCompass from 'lucide-solid/icons/drafting-compass'
import Move from 'lucide-solid/icons/move'
import Pause from 'lucide-solid/icons/pause'
import Play from 'lucide-solid/icons/play'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import Ruler from 'lucide-solid/icons/ruler'
import Search from 'lucide-solid/icons/search'
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'
import Square from 'lucide-solid/icons/square'
import Star from 'lucide-solid/icons/star'
import Sun from 'lucide-solid/icons/sun'
import Undo from 'lucide-solid/icons/undo-2'
import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import { Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { IconButton, Menu, type MenuItem } from '../../ui/index.ts'
import viewerStyles from '../Viewer.module.css'
import type { MeasuringTool } from './placing.ts'
import type { Shown } from './stack-view.ts'
import { ctPresets, presetNames, presetOf, type Window } from './window.ts'

export type DragTool = 'window' | 'pan' | 'zoom' | MeasuringTool | 'black'

type Switch = { isOn: boolean; toggle(): void }

type Props = {
  shown: Shown | undefined
  isCt: boolean
  tool: DragTool
  mayMeasure: boolean
  mayBlacken: boolean
  /** Null: not here. */
  keyImage: Switch | null
  cine: Switch | null
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
        label={w().shortcut(w().dragWindow, 'W')}
        icon={Sun}
        pressed={props.tool === 'window'}
        onClick={() => props.onTool('window')}
      />
      <IconButton
        label={w().shortcut(w().dragPan, 'V')}
        icon={Move}
        pressed={props.tool === 'pan'}
        onClick={() => props.onTool('pan')}
      />
      <IconButton
        label={w().shortcut(w().dragZoom, 'Z')}
        icon={Search}
        pressed={props.tool === 'zoom'}
        onClick={() => props.onTool('zoom')}
      />
      <Show when={props.mayMeasure}>
        <span class={viewerStyles['divider']} />
        <IconButton
          label={w().shortcut(w().length, 'L')}
          icon={Ruler}
          pressed={props.tool === 'length'}
          onClick={() => props.onTool('length')}
        />
        <IconButton
          label={w().shortcut(w().angle, 'A')}
          icon={DraftingCompass}
          pressed={props.tool === 'angle'}
          onClick={() => props.onTool('angle')}
        />
        <IconButton
          label={w().shortcut(w().roi, 'O')}
          icon={CircleDashed}
          pressed={props.tool === 'roi'}
          onClick={() => props.onTool('roi')}
        />
      </Show>
      <Show when={props.mayBlacken}>
        <IconButton
          label={w().shortcut(w().blacken, 'B')}
          icon={Square}
          pressed={props.tool === 'black'}
          onClick={() => props.onTool('black')}
        />
      </Show>
      <Show when={props.keyImage}>
        {(key) => (
          <IconButton
            label={w().shortcut(w().keyImage, 'K')}
            icon={Star}
            pressed={key().isOn}
            onClick={() => key().toggle()}
          />
        )}
      </Show>
      <Show when={props.cine}>
        {(cine) => (
          <IconButton
            label={w().shortcut(cine().isOn ? w().stopCine : w().playCine, 'P')}
            icon={cine().isOn ? Pause : Play}
            onClick={() => cine().toggle()}
          />
        )}
      </Show>
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
