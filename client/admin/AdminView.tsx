import { A, useParams } from '@solidjs/router'
import { createEffect, For, Match, Show, Switch } from 'solid-js'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { appWords } from '../i18n/words/app.ts'
import { auditWords } from '../i18n/words/audit.ts'
import { departmentWords } from '../i18n/words/departments.ts'
import { featureWords } from '../i18n/words/features.ts'
import { operationWords } from '../i18n/words/operation.ts'
import { permissionWords } from '../i18n/words/permissions.ts'
import { useClinicsAsking } from '../partners/index.ts'
import { PageHeader, shortCount, VisuallyHidden } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AuditLog } from './AuditLog.tsx'
import { Departments } from './Departments.tsx'
import { Features } from './Features.tsx'
import { FileStore } from './FileStore.tsx'
import { Operation } from './Operation.tsx'
import { Partners } from './Partners.tsx'
import { People } from './People.tsx'
import { PermissionDefault } from './PermissionDefault.tsx'
import { type Page, pagesFor } from './pages.ts'
import { Rooms } from './Rooms.tsx'

/** Administration of the own clinic, as far as the person has to do with it; the service refuses the rest. */
export const AdminView = () => {
  const w = useWords(adminWords)
  const permissionWord = useWords(permissionWords)
  const auditWord = useWords(auditWords)
  const featureWord = useWords(featureWords)
  const operationWord = useWords(operationWords)
  const departmentWord = useWords(departmentWords)
  const appWord = useWords(appWords)
  const params = useParams<{ page?: string }>()
  const api = useClinicApi()
  const clinicsAsking = useClinicsAsking()
  const pages = () => pagesFor(api.isClinicAdmin() ?? true, api.roles())
  const page = () => pages().find((name) => name === params.page) ?? pages()[0]
  const waitingAt = (name: Page): { count: number; text: string } | null => {
    const [clinics, reports] = [clinicsAsking(), api.reports()]
    if (name === 'partners' && clinics > 0) return { count: clinics, text: appWord().clinicsAsk(clinics) }
    return name === 'rooms' && reports > 0 ? { count: reports, text: appWord().messagesReported(reports) } : null
  }
  const titles = () => ({
    people: w().people,
    departments: departmentWord().title,
    features: featureWord().title,
    rooms: w().rooms,
    partners: w().partners,
    permissions: permissionWord().defaultTitle,
    files: w().files,
    operation: operationWord().title,
    audit: auditWord().title,
  })

  return (
    <section class={styles['view']}>
      <PageHeader title={w().title} />
      <nav class={styles['pages']} aria-label={w().title}>
        <For each={pages()}>
          {(name) => (
            <A
              class={styles['page']}
              activeClass=""
              inactiveClass=""
              href={`/admin/${name}`}
              aria-current={page() === name ? 'page' : undefined}
              // On a phone, it may stand outside of what is seen of the line.
              ref={(link) =>
                createEffect(() => page() === name && link.scrollIntoView({ block: 'nearest', inline: 'center' }))
              }
            >
              {titles()[name]}
              <Show when={waitingAt(name)}>
                {(waiting) => (
                  <>
                    <span class={styles['asking']} aria-hidden="true">
                      {shortCount(waiting().count)}
                    </span>
                    <VisuallyHidden>{`, ${waiting().text}`}</VisuallyHidden>
                  </>
                )}
              </Show>
            </A>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={page() === 'people'}>
          <People />
        </Match>
        <Match when={page() === 'departments'}>
          <Departments />
        </Match>
        <Match when={page() === 'features'}>
          <Features />
        </Match>
        <Match when={page() === 'rooms'}>
          <Rooms />
        </Match>
        <Match when={page() === 'partners'}>
          <Partners />
        </Match>
        <Match when={page() === 'permissions'}>
          <PermissionDefault />
        </Match>
        <Match when={page() === 'files'}>
          <FileStore />
        </Match>
        <Match when={page() === 'operation'}>
          <Operation />
        </Match>
        <Match when={page() === 'audit'}>
          <AuditLog />
        </Match>
      </Switch>
    </section>
  )
}
