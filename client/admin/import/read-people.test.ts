import { describe, expect, it } from 'vitest'
import type { Specialty } from '#shared/directory/specialty.ts'
import { specialtyWords } from '../../i18n/words/specialties.ts'
import { csvOf } from '../csv.ts'
import { readPeople } from './read-people.ts'
import { readTable } from './read-table.ts'

const departments = [
  { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology' as Specialty },
  { id: 'innere-2', name: 'Innere Medizin II', specialty: 'general-medicine' as Specialty },
]
const known = { departments, specialtyWords: [specialtyWords.de, specialtyWords.en] }

const german =
  'Name;Benutzername;Funktion;Fachgebiet;Abteilung\r\nDr. Jörg Müller-Weiß;;Oberarzt;Anästhesie;innere medizin ii\r\n'
const windows1252 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf16 = (text: string) => {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, true)
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), true)
  return bytes
}
const utf8 = (text: string) => new TextEncoder().encode(text)

const joerg = {
  line: 2,
  localpart: 'joerg.mueller-weiss',
  name: 'Dr. Jörg Müller-Weiß',
  entry: { title: 'Oberarzt', specialty: 'anaesthetics', serviceId: 'innere-2' },
}
const peopleIn = (bytes: Uint8Array) => {
  const table = readTable(bytes)
  return table && readPeople(table, known)
}
const faultsIn = (text: string) => peopleIn(utf8(text))?.lines.map(({ line, fault }) => [line, fault])

describe('a file of people', () => {
  it.each([
    ['as German Excel writes "CSV"', windows1252(german)],
    ['as it writes "CSV UTF-8"', utf8(`\ufeff${german}`)],
    ['as it writes "Unicode Text"', utf16(german.replaceAll(';', '\t'))],
    ['in plain UTF-8 with commas', utf8(german.replaceAll(';', ','))],
    ['with lines that end as on Unix', utf8(german.replaceAll('\r\n', '\n'))],
  ])('is read %s', (_how, bytes) => {
    expect(peopleIn(bytes)?.lines.map(({ row }) => row)).toEqual([joerg])
  })

  it('may say names in parts, leave out what can be known, and hold columns that mean nothing here', () => {
    const people = peopleIn(utf8('Titel,Vorname,Nachname,Abteilung,Kostenstelle\nDr.,Ina,Busch,Kardiologie,4711\n'))
    expect(people).toMatchObject({
      ignored: ['Kostenstelle'],
      lines: [
        { row: { localpart: 'ina.busch', name: 'Dr. Ina Busch', entry: { specialty: 'cardiology', title: '' } } },
      ],
    })
  })

  it('keeps separators, quotes and line breaks inside of quotes', () => {
    const people = peopleIn(utf8('Name;Funktion\n"Busch; Ina";"Ärztin ""für"" alles"\n'))
    expect(people?.lines[0]?.row).toMatchObject({ name: 'Busch; Ina', entry: { title: 'Ärztin "für" alles' } })
  })

  it('says of each line what is wrong with it, by the number that people count', () => {
    expect(
      faultsIn('Name;Benutzername;Fachgebiet;Abteilung\n;x;;\n\nA B;Ä!;;\nC D;;Zauberei;\nE F;;;Nirgends\nG H;;;\n'),
    ).toEqual([
      [2, 'no-name'],
      [4, 'bad-user-name'],
      [5, 'unknown-specialty'],
      [6, 'unknown-department'],
      [7, null],
    ])
    expect(faultsIn(`Name\n${'x'.repeat(121)}\n`)).toEqual([[2, 'too-long']])
    expect(faultsIn('Name;Benutzername\nIna Busch;\nIngo Busch;INA.busch\nEva;\n')).toEqual([
      [2, 'twice'],
      [3, 'twice'],
      [4, null],
    ])
    expect(faultsIn('Name;Benutzername\nDer Dienst;consilium\n')).toEqual([[2, 'bad-user-name']])
  })

  it('that is none is not taken for one', () => {
    expect(readTable(utf8(''))).toBeNull()
    expect(readTable(utf8('Name;Funktion\n"Ina;Ärztin\nEva;Arzt\n'))).toBeNull()
    expect(peopleIn(utf8('Kostenstelle;Datum\n1;2\n'))).toBeNull()
  })

  it('is reported so that it can be read again, and holds no formula', async () => {
    const bytes = new Uint8Array(
      await csvOf([
        ['Name', 'Link'],
        ['Jörg; "X"', '=1+1'],
      ]).arrayBuffer(),
    )
    expect(readTable(bytes)).toEqual({
      columns: ['Name', 'Link'],
      lines: [{ line: 2, cells: ['Jörg; "X"', "'=1+1"] }],
    })
  })
})
