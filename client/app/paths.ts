import type { Feature } from '#shared/features/feature.ts'

/** Every address of the application, as the router reads it. They carry ids, never content. */
export const PATHS = {
  home: '/',
  messages: '/messages/:roomId?',
  search: '/search',
  directory: '/directory',
  duty: '/duty',
  rota: '/duty/rota/:serviceId?',
  newConsult: '/consults/new',
  board: '/consults/board',
  consults: '/consults/:roomId?',
  calls: '/calls',
  call: '/calls/:roomId',
  admin: '/admin/:page?',
  settings: '/settings/:page?',
  open: '/open/:roomId',
} as const

export const addresses = {
  messages: '/messages',
  search: '/search',
  directory: '/directory',
  duty: '/duty',
  calls: '/calls',
  consults: '/consults',
  newConsult: '/consults/new',
  admin: '/admin',
  settings: '/settings',
} as const

export const sections = ['messages', 'search', 'consults', 'directory', 'duty', 'admin', 'settings', 'calls'] as const
export type Section = (typeof sections)[number]

/** What has to be switched on for a part of the application to be there. */
export const featureOf: Partial<Record<Section | 'newConsult' | 'board', Feature>> = {
  messages: 'messaging',
  search: 'messaging',
  consults: 'consults',
  newConsult: 'consults',
  board: 'board',
  calls: 'teleconsult',
  directory: 'directory',
}

/** The part of the application that an address belongs to. */
export const sectionOf = (pathname: string): Section | null => {
  const [, first] = pathname.split('/')
  return sections.find((section) => section === first) ?? null
}
