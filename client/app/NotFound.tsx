import { useNavigate } from '@solidjs/router'
import MapPinOff from 'lucide-solid/icons/map-pin-off'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { Button, EmptyState } from '../ui/index.ts'
import { addresses } from './paths.ts'

export const NotFound = () => {
  const w = useWords(appWords)
  const navigate = useNavigate()
  return (
    <EmptyState
      isPage
      icon={MapPinOff}
      title={w().notFoundTitle}
      text={w().notFoundText}
      action={
        <Button variant="primary" onClick={() => navigate(addresses.messages)}>
          {w().backToMessages}
        </Button>
      }
    />
  )
}
