import { useWords } from '../i18n/index.ts'
import { searchWords } from '../i18n/words/search.ts'
import { PageHeader } from '../ui/index.ts'
import { SearchPane } from './SearchPane.tsx'
import styles from './search.module.css'
import { useSearch } from './search-context.tsx'

/** Through all conversations. Whoever comes back from a message finds what they had found. */
export const SearchView = () => {
  const w = useWords(searchWords)
  const search = useSearch()
  return (
    <section class={styles['page']}>
      <PageHeader title={w().title} />
      <SearchPane roomId={null} asked={search.asked()} ask={search.ask} />
    </section>
  )
}
