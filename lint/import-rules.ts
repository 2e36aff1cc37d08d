import { matchesGlob } from 'node:path'

/** Whatever fits `target` (a glob, or the name of a package) is imported by the files of `only`. */
type Rule = { target: string | readonly string[]; only: readonly string[]; because: string }

/** What each part of the client may see of the others; `app` sees all of them. */
export const clientFolders: Record<string, readonly string[]> = {
  i18n: [],
  ui: ['i18n'],
  'local-store': [],
  pdf: [],
  workers: ['local-store'],
  matrix: ['i18n', 'local-store'],
  'clinic-api': ['matrix'],
  'sign-in': ['ui', 'i18n', 'matrix'],
  imaging: ['ui', 'i18n'],
  'app-lock': ['ui', 'i18n', 'matrix'],
  alerts: ['ui', 'i18n', 'matrix'],
  partners: ['ui', 'i18n', 'matrix', 'clinic-api'],
  calls: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'alerts'],
  guests: ['ui', 'i18n', 'matrix', 'clinic-api', 'calls', 'sign-in'],
  invitations: ['ui', 'i18n', 'matrix', 'sign-in'],
  'co-reading': ['ui', 'i18n', 'matrix', 'imaging', 'calls'],
  media: ['ui', 'i18n', 'matrix', 'imaging', 'workers'],
  'case-files': [
    'ui',
    'i18n',
    'matrix',
    'clinic-api',
    'partners',
    'imaging',
    'media',
    'workers',
    'local-store',
    'calls',
    'co-reading',
  ],
  availability: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'alerts'],
  audit: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners'],
  duty: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'alerts'],
  rota: ['ui', 'i18n', 'matrix', 'clinic-api'],
  directory: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'availability', 'duty'],
  permissions: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'directory'],
  templates: ['ui', 'i18n', 'matrix', 'clinic-api'],
  export: ['ui', 'i18n', 'pdf', 'matrix', 'clinic-api', 'partners', 'case-files', 'media', 'workers'],
  search: ['ui', 'i18n', 'matrix', 'partners', 'workers'],
  urgent: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'alerts', 'duty'],
  'quick-switcher': ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'directory'],
  conversations: [
    'ui',
    'i18n',
    'matrix',
    'clinic-api',
    'partners',
    'calls',
    'media',
    'case-files',
    'search',
    'export',
    'permissions',
    'availability',
    'urgent',
    'directory',
    'quick-switcher',
    'duty',
  ],
  consults: [
    'ui',
    'i18n',
    'matrix',
    'clinic-api',
    'partners',
    'calls',
    'case-files',
    'media',
    'conversations',
    'pdf',
    'alerts',
    'export',
    'duty',
    'audit',
    'availability',
    'templates',
  ],
  admin: ['ui', 'i18n', 'matrix', 'clinic-api', 'partners', 'permissions', 'audit', 'templates'],
  notifications: ['i18n', 'matrix', 'clinic-api', 'workers', 'alerts'],
  settings: [
    'ui',
    'i18n',
    'matrix',
    'clinic-api',
    'app-lock',
    'notifications',
    'search',
    'permissions',
    'availability',
    'directory',
    'partners',
  ],
}

/** Imported file by file, so that a page loads only what it uses; every other part is seen by its `index.ts`. */
const isOpen = (folder: string) => ['ui', 'i18n', 'local-store', 'pdf', 'matrix', 'workers'].includes(folder)

const everything = ['client/app/**', 'client/main.tsx']

const clientRules = Object.keys(clientFolders).flatMap((folder): Rule[] => {
  const within = `client/${folder}/**`
  const users = Object.entries(clientFolders).flatMap(([user, seen]) =>
    seen.includes(folder) ? [`client/${user}/**`] : [],
  )
  const visible: Rule = {
    target: isOpen(folder) ? within : `client/${folder}/index.ts`,
    only: [within, ...users, ...everything],
    because: `lint/import-rules.ts lists who may see client/${folder}`,
  }
  if (isOpen(folder)) return [visible]
  return [visible, { target: within, only: [within], because: `client/${folder} is seen by its index.ts only` }]
})

const database = ['server/db/**', 'server/*/tables.ts', 'server/*/queries.ts']

/** Read from above: the first rule whose target fits decides. */
const rules: readonly Rule[] = [
  { target: ['matrix-js-sdk', '@matrix-org/**'], only: ['client/matrix/**'], because: 'client/matrix is the one door' },
  {
    target: ['livekit-client', '@livekit/**', '@sapphi-red/**'],
    only: ['client/calls/**'],
    because: 'client/calls is the one door',
  },
  {
    target: ['hash-wasm', 'mediabunny', 'matrix-encrypt-attachment', 'tus-js-client'],
    only: ['client/workers/**'],
    because: 'client/workers is the one door',
  },
  {
    target: ['qr', 'qr/**'],
    only: ['client/app/**', 'client/admin/**'],
    because: 'one compares devices, the other invites people',
  },
  { target: 'papaparse', only: ['client/admin/**'], because: 'only administration reads tables' },
  { target: 'marked', only: ['client/conversations/**'], because: 'only messages are written in Markdown' },
  { target: 'blurhash', only: ['client/workers/**', 'client/media/**'], because: 'one writes it, the other draws it' },
  { target: ['jspdf', 'dejavu-fonts-ttf'], only: ['client/pdf/**'], because: 'client/pdf is the one door' },
  {
    target: ['@cornerstonejs/**', 'dicom-parser', 'pdfjs-dist'],
    only: ['client/imaging/**'],
    because: 'client/imaging is the one door',
  },
  { target: '@kobalte/**', only: ['client/ui/**', 'client/imaging/**'], because: 'features build on client/ui' },
  { target: ['solid-js', '@solidjs/**', 'lucide-solid'], only: ['client/**'], because: 'only the client draws' },
  { target: 'livekit-server-sdk', only: ['server/calls/**'], because: 'server/calls is the one door' },
  { target: ['@tus/**', '@aws-sdk/**'], only: ['server/case-files/**'], because: 'server/case-files is the one door' },
  { target: 'ical.js', only: ['server/rota/**', 'client/rota/**'], because: 'only plans are calendars' },
  { target: 'jose', only: ['server/federation-list/**'], because: 'only lists are signed and read' },
  { target: 'web-push', only: ['server/notifications/**'], because: 'server/notifications is the one door' },
  { target: 'better-sqlite3', only: ['server/db/**'], because: 'server/db is the one door' },
  { target: 'drizzle-orm', only: database, because: 'SQL stands in queries.ts' },
  {
    target: 'undici',
    only: ['server/matrix/partner-request.ts', 'server/partners/partner-link.ts'],
    because: 'two files speak to partner clinics, by addresses that the gateway keeps',
  },
  { target: 'hono', only: ['server/**', 'client/clinic-api/**'], because: 'features use client/clinic-api' },
  { target: 'hono-openapi', only: ['server/**'], because: 'only the service has routes' },
  {
    target: 'acme-client',
    only: ['synapse-config/node/certificate/authority.ts'],
    because: 'it is the one door to certificate authorities',
  },
  { target: 'yaml', only: ['synapse-config/**'], because: 'the rest reads JSON' },
  {
    target: ['@peculiar/**', 'playwright-core', '@axe-core/**'],
    only: [],
    because: 'only e2e starts browsers and makes certificates',
  },
  {
    target: 'node:*',
    only: ['server/**', 'synapse-config/**', 'lint/**', '*.ts'],
    because: 'this code also runs in a browser',
  },

  {
    target: 'shared/**',
    only: ['shared/**', 'server/**', 'client/**', 'synapse-config/**'],
    because: 'it is ours',
  },
  {
    target: 'server/app.ts',
    only: ['server/main.ts', 'client/clinic-api/client.ts'],
    because: 'the client knows the service by its type Api',
  },
  {
    target: ['server/*/routes.ts', 'server/matrix/transactions.ts'],
    only: ['server/app.ts'],
    because: 'app.ts puts the routes in order',
  },
  { target: 'server/*/tables.ts', only: ['server/*/queries.ts'], because: 'queries.ts hides the tables' },
  {
    target: ['server/gateway/control-client.ts', 'server/gateway/secret.ts'],
    only: ['server/gateway/**', 'server/context.ts', 'server/auth/**', 'server/partners/**'],
    because: 'the service speaks to the gateway through control-client.ts',
  },
  { target: 'server/gateway/**', only: ['server/gateway/**'], because: 'the gateway is a process of its own' },
  {
    target: ['server/config.ts', 'server/context.ts', 'server/log.ts'],
    only: ['server/**'],
    because: 'the client knows the service by its type Api',
  },
  {
    target: 'server/**',
    only: ['server/*.ts', 'server/!(gateway)/**'],
    because: 'the gateway takes nothing of the service, and the client its type Api only',
  },
  ...clientRules,
  { target: 'client/sleep.ts', only: ['client/**'], because: 'it is of the client' },
  { target: 'client/**', only: [...everything], because: 'only client/app sees all features' },
  { target: 'synapse-config/**', only: ['synapse-config/**'], because: 'it writes the files of a node' },
  { target: 'e2e/**', only: [], because: 'nothing imports e2e' },
  { target: 'lint/**', only: ['lint/**'], because: 'nothing imports these rules' },
]

/** shared is pure: of what is not ours it takes what computes only. */
const pureLibraries = ['valibot', '@date-fns/tz']
const isForeign = (target: string) => !/^(?:shared|server|client|synapse-config|e2e|lint|node_modules)\//.test(target)

const fits = (target: string, pattern: string) => matchesGlob(target, pattern) || target.startsWith(`${pattern}/`)

/**
 * Why `file` may not import `target`, a path from the root or the name of a package; null when it may.
 * e2e, which tests everything, sees everything.
 */
export const importFault = (file: string, target: string): string | null => {
  if (file.startsWith('e2e/')) return null
  if (file.startsWith('shared/') && isForeign(target) && !pureLibraries.includes(target))
    return 'shared is pure: it takes what computes only'
  const rule = rules.find((candidate) => [candidate.target].flat().some((pattern) => fits(target, pattern)))
  return rule && !rule.only.some((pattern) => matchesGlob(file, pattern)) ? rule.because : null
}

const written = /(?:\bfrom|\bimport)\s*\(?\s*'([^'\n]+)'/g

/** What a source file imports, as it is written there. */
export const importsOf = (source: string): string[] =>
  [...source.matchAll(written)].flatMap(([, name]) => (name === undefined ? [] : [name]))
