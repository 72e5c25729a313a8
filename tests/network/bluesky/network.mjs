// A Bluesky network of its own on 127.0.0.1: PLC directory, PDS, bsync and AppView, from the reference implementation's packages.
//
//   environment   DB_POSTGRES_URL: an empty PostgreSQL database with contrib (pg_trgm)
//   stdout        READY {"plc": url, "pds": url, "appview": url, "adminPassword": text}   once, when all of them answer
//   stdin         flush\n  -> DONE <milliseconds>, once everything written so far can be read from the AppView, or ERROR <reason>
//                 end of file -> exit: the network never outlives the process that started it, however that one died
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const dbUrl = process.env.DB_POSTGRES_URL
if (!dbUrl) throw new Error('DB_POSTGRES_URL is needed')

// The PDS strews folders over the temporary folder: it is given one that is removed at the end.
const folder = mkdtempSync(join(tmpdir(), 'bluesky-network-'))
process.env.TMPDIR = folder
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.env.LOG_ENABLED ??= 'false'

// The packages call listen(port) without a host, which would open the network to the outside.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  const port = typeof args[0] === 'object' && args[0] !== null ? args[0].port : Number(args[0])
  if (!Number.isInteger(port)) return listen.apply(this, args)
  return listen.call(this, { port, host: '127.0.0.1' }, args.findLast((arg) => typeof arg === 'function'))
}

// PDS and AppView must know each other's address before either is started.
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer())
  await Promise.all(servers.map((server) => new Promise((ready) => server.listen(0, ready))))
  const ports = servers.map((server) => server.address().port)
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  return ports
}

const [{ ADMIN_PASSWORD, TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities }, [pdsPort, appviewPort]] = await Promise.all([
  import('@atproto/dev-env'),
  freePorts(2),
])

const plc = await TestPlc.create({})
const bsyncApiKey = 'bsync'
const bsync = await TestBsync.create({ apiKeys: [bsyncApiKey], dbUrl, dbSchema: 'bsync' })
const appview = await TestBsky.create({
  port: appviewPort,
  publicUrl: `http://localhost:${appviewPort}`,
  plcUrl: plc.url,
  pdsPort,
  repoProvider: `ws://localhost:${pdsPort}`,
  bsyncUrl: bsync.url,
  bsyncApiKey,
  redisHost: 'unused', // required by its configuration, connected to by nothing
  dbPostgresUrl: dbUrl,
  dbPostgresSchema: 'appview',
})
bsync.ctx.dataplaneClients = [appview.ctx.dataplane]
const pds = await TestPds.create({
  port: pdsPort,
  hostname: 'localhost',
  enableDidDocWithSession: true, // so that a client that signs in is told this PDS's own address
  didPlcUrl: plc.url,
  bskyAppViewUrl: appview.url,
  bskyAppViewDid: appview.ctx.cfg.serverDid,
})
for (const { idResolver } of [pds.ctx, appview.ctx, appview.dataplane]) {
  idResolver.handle.resolveDns = async () => undefined // a handle of the real world is asked of nobody
}
mockNetworkUtilities(pds, appview)

async function flush() {
  const started = performance.now()
  await pds.processAll()
  const last = (await pds.ctx.sequencer.curr()) ?? 0
  while (((await appview.sub.runner.getCursor()) ?? 0) < last) await new Promise((later) => setTimeout(later, 5))
  await appview.sub.processAll()
  return Math.round(performance.now() - started)
}

async function stop() {
  // The database may be gone already, and its client then throws from where nobody can catch.
  process.on('uncaughtException', () => {}).on('unhandledRejection', () => {})
  setTimeout(() => process.exit(0), 4000)
  await Promise.allSettled([appview.close(), bsync.close(), pds.close()])
  await plc.close().catch(() => {})
  process.exit(0)
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line !== 'flush') return console.log(`ERROR unknown command ${line}`)
    flush().then(
      (milliseconds) => console.log(`DONE ${milliseconds}`),
      (error) => console.log(`ERROR ${error.message}`),
    )
  })
  .on('close', stop)
process.on('SIGTERM', stop)

console.log(`READY ${JSON.stringify({ plc: plc.url, pds: pds.url, appview: appview.url, adminPassword: ADMIN_PASSWORD })}`)
