import type { Specialty } from './specialty.ts'

/** What people in German and English call a specialty when they look for it. */
const specialtyWords: Record<Specialty, string> = {
  anaesthetics: 'Anästhesie Anästhesiologie Narkose Intensivmedizin anaesthetics anesthesiology',
  cardiology: 'Kardiologie Herz cardiology heart',
  dermatology: 'Dermatologie Haut Hautkrankheiten dermatology skin',
  'emergency-medicine': 'Notfallmedizin Notaufnahme Rettungsstelle emergency medicine',
  'general-medicine': 'Allgemeinmedizin Innere Medizin Internist general internal medicine',
  'general-surgery': 'Allgemeinchirurgie Chirurgie general surgery surgeon',
  neurology: 'Neurologie Schlaganfall neurology stroke',
  oncology: 'Onkologie Krebs Tumor oncology cancer',
  paediatrics: 'Pädiatrie Kinderheilkunde Kinder- und Jugendmedizin paediatrics pediatrics children',
  pulmonology: 'Pneumologie Pulmologie Lunge pulmonology lung',
  radiology: 'Radiologie Röntgen CT MRT radiology imaging',
}

/** Müller, Mueller and Muller are one spelling; so are Straße and Strasse. */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([aou])e/g, '$1')

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Words as they are compared: each begins after a space. */
export const foldedText = (texts: readonly string[]): string => ` ${wordsOf(texts.join(' ')).join(' ')}`

/** The words of an entry of the directory. */
export const searchText = (texts: readonly string[], specialty: Specialty): string =>
  foldedText([...texts, specialtyWords[specialty]])

/** What somebody typed, as words that must all occur. */
export const searchWords = (typed: string): string[] => [...new Set(wordsOf(typed))].slice(0, 8)
