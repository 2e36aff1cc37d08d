import * as v from 'valibot'
import { localpart, personName } from '#shared/admin/api.ts'
import type { ImportedRow } from '#shared/admin/import.ts'
import { type Specialty, specialtyNames } from '#shared/directory/specialty.ts'
import { userNameFor } from '../user-name.ts'
import type { Table } from './read-table.ts'

/** What a column may be called. */
const columnNames = {
  name: ['name', 'anzeigename', 'display name'],
  title: ['titel', 'akademischer grad', 'academic title'],
  firstName: ['vorname', 'first name', 'given name'],
  lastName: ['nachname', 'familienname', 'last name', 'surname'],
  userName: ['benutzername', 'kennung', 'user name', 'username', 'login'],
  position: ['funktion', 'position', 'rolle', 'job title'],
  specialty: ['fachgebiet', 'fachrichtung', 'specialty', 'speciality'],
  department: ['abteilung', 'station', 'department'],
} as const
type Column = keyof typeof columnNames
const allColumns = Object.keys(columnNames) as Column[]

export type LineFault = 'no-name' | 'bad-user-name' | 'twice' | 'unknown-specialty' | 'unknown-department' | 'too-long'
export type PersonRow = Omit<ImportedRow, 'invitation'>
export type ReadLine = {
  line: number
  name: string
  userName: string
  fault: LineFault | null
  row: PersonRow | null
  /** What is written where the fault is. */
  written: string | null
}
export type ReadPeople = { lines: readonly ReadLine[]; ignored: readonly string[] }

type Department = { id: string; name: string; specialty: Specialty }
export type Known = {
  departments: readonly Department[]
  /** Words for specialties, in every language that a file may be in. */
  specialtyWords: readonly Readonly<Record<Specialty, string>>[]
}

const isSame = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

const longest = 120

const findSpecialty = (text: string, { specialtyWords }: Known): Specialty | null =>
  specialtyNames.find((code) => isSame(code, text) || specialtyWords.some((words) => isSame(words[code], text))) ?? null

const readLine = (line: number, cell: (column: Column) => string, known: Known): ReadLine => {
  const composed = [cell('title'), cell('firstName'), cell('lastName')].filter(Boolean).join(' ')
  const name = cell('name') || (cell('lastName') ? composed : '')
  const userName = cell('userName').toLowerCase() || userNameFor(name)
  const department = known.departments.find(({ id, name: called }) =>
    [id, called].some((text) => isSame(text, cell('department'))),
  )
  const named = cell('specialty') ? findSpecialty(cell('specialty'), known) : null
  const faulty = (fault: LineFault, written: string | null = null): ReadLine => ({
    line,
    name,
    userName,
    fault,
    row: null,
    written,
  })
  if (!name) return faulty('no-name')
  if (!v.is(personName, name) || cell('position').length > longest) return faulty('too-long')
  if (!v.is(localpart, userName)) return faulty('bad-user-name')
  if (cell('specialty') && !named) return faulty('unknown-specialty', cell('specialty'))
  if (cell('department') && !department) return faulty('unknown-department', cell('department'))
  const entry = {
    title: cell('position'),
    specialty: named ?? department?.specialty ?? 'general-medicine',
    serviceId: department?.id ?? null,
  }
  return { line, name, userName, fault: null, written: null, row: { line, localpart: userName, name, entry } }
}

/** Each line as a person, or why it is none. Null: no column says how people are called. */
export const readPeople = ({ columns, lines }: Table, known: Known): ReadPeople | null => {
  const places = allColumns.map(
    (column) => [column, columns.findIndex((name) => columnNames[column].some((one) => isSame(one, name)))] as const,
  )
  const placeOf = new Map(places.filter(([, at]) => at >= 0))
  if (!placeOf.has('name') && !placeOf.has('lastName')) return null
  const used = new Set(placeOf.values())
  const read = lines.map(({ line, cells }) => readLine(line, (column) => cells[placeOf.get(column) ?? -1] ?? '', known))
  // Two lines for one account: nobody knows which of them is meant.
  const linesOf = Map.groupBy(read, ({ row }) => row?.localpart)
  const isTwice = ({ row }: ReadLine) => row !== null && (linesOf.get(row.localpart)?.length ?? 0) > 1
  return {
    lines: read.map((one) => (isTwice(one) ? { ...one, fault: 'twice', row: null } : one)),
    ignored: columns.filter((name, at) => name !== '' && !used.has(at)),
  }
}
