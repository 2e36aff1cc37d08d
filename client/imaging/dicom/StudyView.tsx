import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  lazy,
  Match,
  on,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { ledTo, useCompany } from '../company.ts'
import { Unreadable } from '../Unreadable.tsx'
import { Waiting } from '../Waiting.tsx'
import { DicomObject } from './DicomObject.tsx'
import type { Drawing } from './drawing.ts'
import { FrameScroller } from './FrameScroller.tsx'
import { SeriesList } from './SeriesList.tsx'
import styles from './Study.module.css'
import {
  createObjects,
  indexOf,
  type Objects,
  partsOf,
  placeIn,
  placeOfInstance,
  type StudyPart,
  type StudySource,
  stackOf,
} from './study.ts'
import { reasonIn } from './undrawable.ts'

const DicomPicture = lazy(async () => ({ default: (await import('./DicomPicture.tsx')).DicomPicture }))

type Props = {
  source: StudySource
  drawing?: Drawing | undefined
  onClose(): void
  onDownload?: (() => void) | undefined
}

/** The series of a study, and the one that is looked at. */
export const StudyView = (props: Props) => {
  const w = useWords(imagingWords)
  const objects = createObjects(props.source)
  const [read] = createResource(async () => {
    try {
      return { parts: partsOf(await indexOf(props.source, objects)), fault: null }
    } catch (error) {
      const reason = reasonIn(error)
      const said = reason ? w().undrawableFor[reason] : w().unreadableDicom
      return { parts: [], fault: props.source.faultOf(error) ?? said }
    }
  })
  const [wanted, setWanted] = createSignal<StudyPart>()
  /** What was asked for is there: small pictures of the rest do not come before it. */
  const [isFirstShown, setFirstShown] = createSignal(false)
  const parts = () => read()?.parts ?? []
  const chosen = createMemo(() => wanted() ?? parts()[0])
  const led = ledTo(useCompany(), 'dicom')
  createEffect(() => {
    const view = led()
    const part = view && parts().find((one) => placeOfInstance(one, view.instanceUid) !== null)
    if (part) setWanted(part)
  })

  return (
    <Show when={read()} fallback={<Waiting text={w().readingFile} />}>
      {(known) => (
        <Show
          when={chosen()}
          fallback={<Unreadable text={known().fault ?? w().emptyStudy} onDownload={props.onDownload} />}
        >
          {(part) => (
            <div class={styles['study']}>
              <Show when={parts().length > 1}>
                <SeriesList
                  parts={parts()}
                  objects={objects}
                  mayDraw={isFirstShown()}
                  chosen={part()}
                  onChoose={setWanted}
                />
              </Show>
              <div class={styles['main']}>
                <Show when={part()} keyed>
                  {(open) => <Part {...props} objects={objects} part={open} onFirst={() => setFirstShown(true)} />}
                </Show>
              </div>
            </div>
          )}
        </Show>
      )}
    </Show>
  )
}

type PartProps = Props & { objects: Objects; part: StudyPart; onFirst(): void }

const Part = (props: PartProps) => {
  const w = useWords(imagingWords)
  const placed = (at: number) => {
    const place = placeIn(props.part, at)
    return place && { instanceUid: place.object.instanceUid, frame: place.frame }
  }
  return (
    <Suspense fallback={<Waiting text={w().loadingViewer} />}>
      <Show when={props.part.kind === 'pictures'} fallback={<Others {...props} />}>
        <DicomPicture
          stack={stackOf(props.objects, props.part)}
          drawing={props.drawing && { ...props.drawing, placeOf: placed }}
          placeOf={placed}
          faultOf={props.source.faultOf}
          onDownload={props.onDownload}
          onFirst={props.onFirst}
        />
      </Show>
    </Suspense>
  )
}

/** Objects without pixels, one after the other. */
const Others = (props: PartProps) => {
  const w = useWords(imagingWords)
  const [at, setAt] = createSignal(0)
  const company = useCompany()
  const led = ledTo(company, 'dicom')
  createEffect(
    on(led, (view) => {
      const to = view && placeOfInstance(props.part, view.instanceUid)
      if (view && to !== null) setAt(to)
      if (view) company?.reached(view)
    }),
  )
  createEffect(() => {
    const place = placeIn(props.part, at())
    if (!company || !place) return
    const { instanceUid } = place.object
    company.tell({ kind: 'dicom', instanceUid, frame: 0, look: null, shapes: [], pointer: null })
  })
  const [file] = createResource(at, async (index) => {
    try {
      const place = placeIn(props.part, index)
      return place ? { file: await props.objects.open(place.object), fault: null } : null
    } catch (error) {
      return { file: null, fault: props.source.faultOf(error) ?? w().unreadableDicom }
    } finally {
      props.onFirst()
    }
  })
  return (
    <>
      <Switch fallback={<Waiting text={w().readingFile} />}>
        <Match when={!file.loading && file()?.fault}>
          {(fault) => <Unreadable text={fault()} onDownload={props.onDownload} />}
        </Match>
        <Match when={!file.loading && file()?.file}>
          {(opened) => <DicomObject file={opened()} onClose={props.onClose} onDownload={props.onDownload} />}
        </Match>
      </Switch>
      <Show when={props.part.length > 1}>
        <FrameScroller frame={at()} frames={props.part.length} onFrame={setAt} />
      </Show>
    </>
  )
}
