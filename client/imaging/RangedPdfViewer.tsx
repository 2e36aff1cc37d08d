import Download from 'lucide-solid/icons/download'
import { ErrorBoundary, lazy, Suspense } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { ErrorState, IconButton, StageDialog } from '../ui/index.ts'
import { useCompany } from './company.ts'
import { Framed } from './Framed.tsx'
import type { RangedBytes } from './ranged-bytes.ts'
import { Waiting } from './Waiting.tsx'

const PdfViewer = lazy(async () => ({ default: (await import('./pdf/PdfViewer.tsx')).PdfViewer }))

type Props = {
  name: string
  file: RangedBytes
  faultOf(error: unknown): string | null
  onClose(): void
  onDownload(): void
}

/** A PDF of a case file, read page by page as it is looked at. */
export const RangedPdfViewer = (props: Props) => {
  const w = useWords(imagingWords)
  const company = useCompany()
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
            <PdfViewer name={props.name} file={props.file} faultOf={props.faultOf} onDownload={props.onDownload} />
          </Suspense>
        </ErrorBoundary>
      </Framed>
    </StageDialog>
  )
}
