import regularUrl from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url'
import boldUrl from 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf?url'
import { jsPDF } from 'jspdf'
import type { Block } from './blocks.ts'
import { openTags, type Tag, type Tags } from './tags.ts'

/** The one door to jspdf; loaded when somebody exports. */

const margin = 20
const page = { width: 210, height: 297 }
const labelWidth = 42
const lineHeight = 1.35
const pointMm = 0.3528
const chunkSize = 0x8000

const base64Of = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += chunkSize) text += String.fromCharCode(...bytes.subarray(i, i + chunkSize))
  return btoa(text)
}

const loadFont = async (url: string): Promise<string> => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error('the font could not be loaded')
  return base64Of(new Uint8Array(await answer.arrayBuffer()))
}

/** Writes downwards and turns the page by itself. */
const openPen = (pdf: jsPDF, tags: Tags) => {
  let y = margin
  const room = (height: number) => {
    if (y + height <= page.height - margin) return
    pdf.addPage()
    y = margin
  }
  const write = (
    tag: Tag,
    text: string,
    x: number,
    width: number,
    size: number,
    style: 'normal' | 'bold',
    from = y,
  ): number => {
    tags.begin(tag)
    pdf.setFont('DejaVu', style).setFontSize(size)
    const height = size * pointMm * lineHeight
    y = from
    for (const line of pdf.splitTextToSize(text, width) as string[]) {
      room(height)
      const at = y + size * pointMm
      tags.line(() => pdf.text(line, x, at))
      y += height
    }
    return y
  }
  return {
    write,
    room,
    space: (height: number) => {
      y += height
    },
    at: () => y,
  }
}

/** So many are drawn before the page of the application gets to draw itself. */
const blocksAtOnce = 40

const draw = async (pdf: jsPDF, tags: Tags, blocks: readonly Block[]) => {
  const pen = openPen(pdf, tags)
  const width = page.width - 2 * margin
  for (const [at, block] of blocks.entries()) {
    if (at % blocksAtOnce === blocksAtOnce - 1) await new Promise((resolve) => setTimeout(resolve))
    const before = blocks[at - 1]?.kind
    switch (block.kind) {
      case 'title':
        pen.write('H1', block.text, margin, width, 18, 'bold')
        pen.write('P', block.aside, margin, width, 10, 'normal')
        pen.space(4)
        break
      case 'heading':
        pen.space(5)
        pen.room(20)
        pen.write('H2', block.text, margin, width, 13, 'bold')
        pen.space(2)
        break
      case 'facts':
        if (before === 'text' || before === 'note') pen.space(3)
        for (const [label, text] of block.rows) {
          pen.room(6)
          const top = pen.at()
          const afterLabel = pen.write('P', label, margin, labelWidth - 2, 9, 'bold', top)
          const page = pdf.getNumberOfPages()
          const afterText = pen.write('P', text, margin + labelWidth, width - labelWidth, 9, 'normal', top)
          // On the same page the longer of the two columns counts.
          if (pdf.getNumberOfPages() === page) pen.space(Math.max(afterLabel, afterText) - afterText)
          pen.space(1)
        }
        break
      case 'text':
        if (before === 'text' || before === 'note') pen.space(3)
        pen.room(14)
        pen.write('H3', block.label, margin, width, 9, 'bold')
        pen.write('P', block.text, margin, width, 11, 'normal')
        break
      case 'note':
        // Beside what it is about.
        if (before === 'text') pen.space(1.5)
        pen.write('P', block.text, margin, width, 9, 'normal')
        break
      default:
        block satisfies never
    }
  }
}

export type PdfOptions = {
  title: string
  language: 'de' | 'en'
  footer(page: number, pages: number): string
}

/** A4, tagged so that it can be read aloud, with a font that has the letters of all names in Europe. */
export const drawPdf = async (blocks: readonly Block[], options: PdfOptions): Promise<Blob> => {
  const [regular, bold] = await Promise.all([loadFont(regularUrl), loadFont(boldUrl)])
  const pdf = new jsPDF({ unit: 'mm', format: 'a4', compress: true })
  pdf.setProperties({ title: options.title, creator: 'Consilium' })
  pdf.setLanguage(options.language === 'de' ? 'de-DE' : 'en-GB')
  pdf.addFileToVFS('regular.ttf', regular)
  pdf.addFont('regular.ttf', 'DejaVu', 'normal')
  pdf.addFileToVFS('bold.ttf', bold)
  pdf.addFont('bold.ttf', 'DejaVu', 'bold')
  // A reader shows the title, not the name of the file.
  pdf.viewerPreferences({ DisplayDocTitle: true })
  const tags = openTags(pdf)
  await draw(pdf, tags, blocks)
  const pages = pdf.getNumberOfPages()
  for (let number = 1; number <= pages; number++) {
    pdf.setPage(number)
    pdf.setFont('DejaVu', 'normal').setFontSize(8)
    tags.aside(() => pdf.text(options.footer(number, pages), margin, page.height - margin / 2))
  }
  return pdf.output('blob')
}
