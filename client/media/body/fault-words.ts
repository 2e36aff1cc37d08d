import type { mediaWords } from '../../i18n/words/media.ts'
import type { MediaFault } from '../opened-media.ts'

type Words = (typeof mediaWords)['de']
export type FaultText = { title: string; action: string; mayRetry: boolean }

/** What happened, what it means and what to do. */
export const faultText = (words: Words, fault: MediaFault): FaultText => {
  switch (fault) {
    case 'damaged':
      return { title: words.damaged, action: words.damagedText, mayRetry: false }
    case 'not-found':
    case 'not-allowed':
    case 'not-a-member':
    case 'partner-unreachable':
    case 'partner-unknown':
    case 'partner-suspended':
    case 'partner-limited':
      return { title: words.gone, action: words.goneText, mayRetry: true }
    case 'too-large':
      return { title: words.tooLargeToShow, action: words.tooLargeToShowText, mayRetry: false }
    default:
      return { title: words.unreachable, action: words.unreachableText, mayRetry: true }
  }
}
