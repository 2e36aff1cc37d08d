/** Specific Character Set (DICOM PS3.3 section C.12.1.1.2) in the names that TextDecoder knows. */
const decoderNames: Record<string, string> = {
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 13': 'shift_jis',
  GB18030: 'gb18030',
  GBK: 'gbk',
}

/** By the value of the element; Latin letters where it says nothing or nothing known. */
export const decoderNameOf = (characterSet: string): string =>
  decoderNames[(characterSet.split('\\')[0] ?? '').trim().replace('ISO 2022 IR', 'ISO_IR')] ?? 'iso-8859-1'

/** "Family^Given^Middle^Prefix^Suffix"; other spellings of the same name follow after "=". */
export const personName = (value: string): string => {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = (value.split('=')[0] ?? '')
    .split('^')
    .map((part) => part.trim())
  const before = [prefix, family].filter(Boolean).join(' ')
  return [before, [given, middle].filter(Boolean).join(' '), suffix].filter(Boolean).join(', ')
}

/** DICOM dates are YYYYMMDD, formerly YYYY.MM.DD; null for anything else. */
export const isoDate = (value: string): string | null => {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value) ?? []
  return year && month && day ? `${year}-${month}-${day}` : null
}
