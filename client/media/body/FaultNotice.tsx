import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Banner, Button } from '../../ui/index.ts'
import type { MediaFault } from '../opened-media.ts'
import styles from './body.module.css'
import { type FaultText, faultText } from './fault-words.ts'

type Props = {
  /** `other`: its content is not of the kind that was announced. */
  fault: MediaFault | 'no-key' | 'not-encrypted' | 'other' | 'unplayable'
  onRetry?: () => void
  onSave?: () => void
}

/** Stands where a picture or recording would, and says why it does not. */
export const FaultNotice = (props: Props) => {
  const w = useWords(mediaWords)
  const said = (): FaultText => {
    switch (props.fault) {
      case 'no-key':
        return { title: w().noKey, action: w().noKeyText, mayRetry: false }
      case 'not-encrypted':
        return { title: w().notEncrypted, action: w().notEncryptedText, mayRetry: false }
      case 'other':
        return { title: w().other, action: w().otherText, mayRetry: false }
      case 'unplayable':
        return { title: w().unplayable, action: w().unplayableText, mayRetry: false }
      default:
        return faultText(w(), props.fault)
    }
  }
  const way = () => {
    if (props.onSave)
      return (
        <Button size="small" onClick={() => props.onSave?.()}>
          {w().save}
        </Button>
      )
    if (said().mayRetry && props.onRetry)
      return (
        <Button size="small" onClick={() => props.onRetry?.()}>
          {w().retry}
        </Button>
      )
    return undefined
  }
  return (
    <div class={styles['notice']}>
      <Banner tone={props.fault === 'damaged' ? 'danger' : 'warning'} title={said().title} action={way()}>
        {said().action}
      </Banner>
    </div>
  )
}
