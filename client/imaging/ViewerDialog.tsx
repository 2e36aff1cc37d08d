import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Download from 'lucide-solid/icons/download'
import { ErrorBoundary, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { ErrorState, IconButton, StageDialog } from '../ui/index.ts'
import { useCompany } from './company.ts'
import { Framed } from './Framed.tsx'
import { rangedBlob } from './ranged-bytes.ts'
import type { FileViewerProps, ViewerProps } from './viewer-props.ts'
import { Waiting } from './Waiting.tsx'

const DicomViewer = lazy(async () => ({ default: (await import('./dicom/DicomViewer.tsx')).DicomViewer }))
const PdfViewer = lazy(async () => ({ default: (await import('./pdf/PdfViewer.tsx')).PdfViewer }))
const PictureViewer = lazy(async () => ({ default: (await import('./PictureViewer.tsx')).PictureViewer }))
const VideoViewer = lazy(async () => ({ default: (await import('./VideoViewer.tsx')).VideoViewer }))
const TextViewer = lazy(async () => ({ default: (await import('./TextViewer.tsx')).TextViewer }))

export const ViewerDialog = (props: FileViewerProps) => {
  const w = useWords(imagingWords)
  const company = useCompany()
  /** Films and texts are not looked at together. */
  const isShared = () => props.kind === 'pdf' || props.kind === 'picture'
  return (
    <StageDialog
      title={props.name}
      onClose={() => props.onClose()}
      actions={
        <>
          <Show when={props.series}>
            {(series) => (
              <>
                <IconButton
                  label={w().shortcut(w().previousPicture, '←')}
                  icon={ChevronLeft}
                  disabled={!series().onPrevious}
                  onClick={() => series().onPrevious?.()}
                />
                <IconButton
                  label={w().shortcut(w().nextPicture, '→')}
                  icon={ChevronRight}
                  disabled={!series().onNext}
                  onClick={() => series().onNext?.()}
                />
              </>
            )}
          </Show>
          <Show when={isShared()}>{company?.actions()}</Show>
          <Show when={props.action}>
            {(action) => <IconButton label={action().label} icon={action().icon} onClick={() => action().onClick()} />}
          </Show>
          <Show when={props.onDownload}>
            <IconButton label={w().download} icon={Download} onClick={() => props.onDownload?.()} />
          </Show>
        </>
      }
    >
      <Framed>
        <ErrorBoundary fallback={<ErrorState title={w().viewerMissing} text={w().viewerMissingText} />}>
          <Suspense fallback={<Waiting text={w().loadingViewer} />}>
            <Show when={props.file} keyed fallback={props.instead?.() ?? <Waiting text={w().readingFile} />}>
              {(file) => <Viewer {...props} file={file} />}
            </Show>
          </Suspense>
        </ErrorBoundary>
      </Framed>
    </StageDialog>
  )
}

const Viewer = (props: ViewerProps) => (
  <Switch>
    <Match when={props.kind === 'dicom'}>
      <DicomViewer {...props} />
    </Match>
    <Match when={props.kind === 'pdf'}>
      <PdfViewer name={props.name} file={rangedBlob(props.file)} onDownload={props.onDownload} />
    </Match>
    <Match when={props.kind === 'picture'}>
      <PictureViewer {...props} />
    </Match>
    <Match when={props.kind === 'video'}>
      <VideoViewer {...props} />
    </Match>
    <Match when={props.kind === 'text'}>
      <TextViewer {...props} />
    </Match>
  </Switch>
)
