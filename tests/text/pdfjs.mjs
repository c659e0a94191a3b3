// Reads paths from standard input and answers each with a line: the text as JSON. PDFJS: legacy/build/pdf.mjs.
import fs from 'node:fs'
import readline from 'node:readline'

const pdfjs = await import(process.env.PDFJS)

async function readText (path) {
  const data = new Uint8Array(fs.readFileSync(path))
  const document = await pdfjs.getDocument({ data, verbosity: 0, useSystemFonts: false }).promise
  let text = ''
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent()
    for (const item of content.items) text += item.str + (item.hasEOL ? '\n' : '')
    text += '\n'
  }
  await document.loadingTask.destroy()
  return text
}

for await (const path of readline.createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await readText(path)) + '\n')
}
