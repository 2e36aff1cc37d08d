import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createResource, createSignal, Show, Suspense } from 'solid-js'
import type { BlackArea } from '#shared/dicom/black-area.ts'
import { useWords } from '../../i18n/index.ts'
import { dicomSendingWords } from '../../i18n/words/dicom-sending.ts'
import { type Blackout, DicomPreview } from '../../imaging/index.ts'
import { Banner, Button, Checkbox, IconButton, Skeleton } from '../../ui/index.ts'
import styles from './dicom-sending.module.css'
import type { PreparedDicom } from './prepare-dicom.ts'

/** No program can be trusted to find a name in pixels: somebody looks at each picture that may have one. */
export const BurnedInQuestions = (props: { chosen: PreparedDicom }) => {
  const w = useWords(dicomSendingWords)
  const [at, setAt] = createSignal(0)
  const all = () => props.chosen.questionable()
  const current = () => all()[Math.min(at(), all().length - 1)]
  const [picture] = createResource(current, (object) => props.chosen.preview(object))

  const [isOnAll, setOnAll] = createSignal(true)
  const areas = () => {
    const object = current()
    return object ? props.chosen.areasOf(object.file) : []
  }
  const setAreas = (files: readonly File[], black: readonly BlackArea[]) => props.chosen.blacken(files, black)
  const blackout: Blackout = {
    areas,
    add: (area) => {
      const object = current()
      if (object) setAreas([object.file], [...areas(), isOnAll() ? { ...area, frame: null } : area])
    },
  }
  const takeBack = () => {
    const object = current()
    if (object) setAreas([object.file], areas().slice(0, -1))
  }

  const verdict = () => {
    const object = current()
    const said = object && props.chosen.verdictOf(object.file)
    return said === 'clean' ? w().judgedClean : said === 'kept-back' ? w().judgedBack : w().unjudged
  }
  const judge = (said: 'clean' | 'kept-back') => {
    const object = current()
    if (!object) return
    props.chosen.judge([object.file], said)
    const next = all().findIndex(({ file }) => props.chosen.verdictOf(file) === null)
    if (next >= 0) setAt(next)
  }

  return (
    <section class={styles['questions']} aria-label={w().questions(all().length)}>
      <Banner tone="warning" title={w().questions(all().length)}>
        {w().questionsText}
      </Banner>
      <div class={styles['look']}>
        <Suspense fallback={<Skeleton height="100%" />}>
          <Show when={picture()} keyed fallback={<p>{w().notShown}</p>}>
            {(file) => <DicomPreview file={file} blackout={blackout} />}
          </Show>
        </Suspense>
      </div>
      <p class={styles['facts']} aria-live="polite">
        {w().picture(at() + 1, all().length)} · {verdict()}
      </p>
      <Show when={(current()?.facts.frames ?? 1) > 1}>
        <Checkbox label={w().onAllFrames(current()?.facts.frames ?? 1)} checked={isOnAll()} onChange={setOnAll} />
      </Show>
      <Show when={areas().length}>
        {(count) => (
          <p class={styles['facts']}>
            {w().areas(count())}{' '}
            <Button size="small" variant="quiet" onClick={takeBack}>
              {w().takeBack}
            </Button>
            <Show when={all().length > 1}>
              <Button
                size="small"
                variant="quiet"
                onClick={() =>
                  setAreas(
                    all().map(({ file }) => file),
                    areas(),
                  )
                }
              >
                {w().forAllPictures(all().length)}
              </Button>
            </Show>
          </p>
        )}
      </Show>
      <div class={styles['ways']}>
        <Show when={all().length > 1}>
          <IconButton label={w().previous} icon={ChevronLeft} disabled={at() === 0} onClick={() => setAt(at() - 1)} />
          <IconButton
            label={w().next}
            icon={ChevronRight}
            disabled={at() >= all().length - 1}
            onClick={() => setAt(at() + 1)}
          />
        </Show>
        <Button onClick={() => judge('clean')}>{areas().length > 0 ? w().blackenedClean : w().clean}</Button>
        <Button variant="quiet" onClick={() => judge('kept-back')}>
          {w().keepBack}
        </Button>
        <Show when={all().length > 1}>
          <Button
            variant="quiet"
            onClick={() =>
              props.chosen.judge(
                all().map(({ file }) => file),
                'clean',
              )
            }
          >
            {w().allClean}
          </Button>
        </Show>
      </div>
    </section>
  )
}
