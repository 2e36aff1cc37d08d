import Download from 'lucide-solid/icons/download'
import { ErrorBoundary, lazy, Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { ErrorState, IconButton, StageDialog } from '../ui/index.ts'
import { useCompany } from './company.ts'
import type { Drawing } from './dicom/drawing.ts'
import type { StudySource } from './dicom/study.ts'
import { Framed } from './Framed.tsx'
import { Waiting } from './Waiting.tsx'

const StudyView = lazy(async () => ({ default: (await import('./dicom/StudyView.tsx')).StudyView }))

type Props = {
  name: string
  /** Null while what it holds is being read. */
  source: StudySource | null
  drawing?: Drawing
  onClose(): void
  onDownload(): void
}

/** DICOM of a case file, read part by part as it is looked at. */
export const StudyViewer = (props: Props) => {
  const w = useWords(imagingWords)
  const company = useCompany()
  // What draws comes while it is read what there is. What does not come is asked for again, and said then.
  for (const part of [StudyView.preload(), import('./dicom/DicomPicture.tsx')]) part.catch(() => {})
  return (
    <StageDialog
      title={props.name}
      onClose={() => props.onClose()}
      actions={
        <>
          {company?.actions()}
          <IconButton label={w().download} icon={Download} onClick={() => props.onDownload()} />
        </>
      }
    >
      <Framed>
        <ErrorBoundary fallback={<ErrorState title={w().viewerMissing} text={w().viewerMissingText} />}>
          <Suspense fallback={<Waiting text={w().loadingViewer} />}>
            <Show when={props.source} keyed fallback={<Waiting text={w().readingFile} />}>
              {(source) => (
                <StudyView
                  source={source}
                  drawing={props.drawing}
                  onClose={props.onClose}
                  onDownload={props.onDownload}
                />
              )}
            </Show>
          </Suspense>
        </ErrorBoundary>
      </Framed>
    </StageDialog>
  )
}
