/** Academic titles, which belong to the name but not to the account. */
const titles = /^(?:(?:prof|dr|pd|priv|dipl|med|habil|rer|nat|mult|h\.?c)\b\.?[\s-]*)+/i
/** Letters that no normal form takes apart, and those that German writes with two. */
const plain: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/** The user name that a name suggests: "Prof. Dr. Jörg Müller-Weiß" gives "joerg.mueller-weiss". */
export const userNameFor = (name: string): string =>
  name
    .trim()
    .replace(titles, '')
    .toLowerCase()
    .replace(/[äöüßæøłđı]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, '.')
    .replace(/[^a-z0-9.-]/g, '')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 60)
