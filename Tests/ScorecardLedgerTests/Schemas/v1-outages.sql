-- A small ledger as schema 1 holds it, with outages that two and three sources tell: sqlite3's .dump of a file that
-- vendorscore 0.1 wrote. Never changes.
PRAGMA page_size = 8192;
PRAGMA application_id = 1448297292;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('evidence','0.25,0.5,1.0,2.0,4.0,1.5,0.5,6.0');
CREATE TABLE vendor (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 1000)) STRICT;
INSERT INTO vendor VALUES(1,'github');
CREATE TABLE source (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 1000)) STRICT;
INSERT INTO source VALUES(1,'statuspage');
INSERT INTO source VALUES(2,'monitor');
INSERT INTO source VALUES(3,'other');
CREATE TABLE change (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
  summary TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
  undoes INTEGER UNIQUE REFERENCES change CHECK (undoes < number),
  first_incident INTEGER, last_incident INTEGER,
  digest INTEGER NOT NULL, chain INTEGER NOT NULL,
  CHECK ((first_incident IS NULL) = (last_incident IS NULL))) STRICT;
INSERT INTO change VALUES(1,'recorded','#1 github bad, severity 2','',1789985700,NULL,1,1,-8873564742983920161,-8133221858304094245);
INSERT INTO change VALUES(2,'imported','page.json: 3 new','',1789985700,NULL,2,4,5775679668071903973,-7134428699505330591);
INSERT INTO change VALUES(3,'imported','monitor.json: 2 new','',1789985700,NULL,5,6,-3502393297340336443,-8399534278877045211);
INSERT INTO change VALUES(4,'imported','other.json: 2 new','',1789985700,NULL,7,8,4049888151782291759,7011628145509543449);
INSERT INTO change VALUES(5,'confirmed','#7 github bad, severity 3','',1789985700,NULL,NULL,NULL,6079384229679367608,731777710088438255);
INSERT INTO change VALUES(6,'retracted','#3 github bad, severity 2','',1789985700,NULL,NULL,NULL,2269238809224425058,-5960695646159493850);
INSERT INTO change VALUES(7,'undone','retracted: #3 github bad, severity 2','',1789985700,6,NULL,NULL,-998092094476974225,-2010808132142328738);
INSERT INTO change VALUES(8,'retracted','#5 github bad, severity 4','',1789985700,NULL,NULL,NULL,1584074395980010477,-8598420602865396882);
INSERT INTO change VALUES(9,'undone','retracted: #5 github bad, severity 4','',1789985700,8,NULL,NULL,-7107983543260441171,-22010177951603071);
CREATE TABLE volume (
  number INTEGER PRIMARY KEY, change INTEGER NOT NULL, vendor INTEGER REFERENCES vendor,
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896),
  to_day INTEGER NOT NULL CHECK (to_day BETWEEN -719162 AND 2932896),
  orders INTEGER CHECK (orders BETWEEN 0 AND 1000000000),
  checksum INTEGER NOT NULL, CHECK (from_day < to_day)) STRICT;
CREATE TABLE check_in (
  number INTEGER PRIMARY KEY, change INTEGER NOT NULL,
  day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), checksum INTEGER NOT NULL) STRICT;
CREATE TABLE evidence (
  vendor INTEGER NOT NULL REFERENCES vendor, month INTEGER NOT NULL, cells BLOB NOT NULL,
  PRIMARY KEY (vendor, month)) STRICT;
INSERT INTO evidence VALUES(1,24319,X'da1c01028827c0f0f50b5a01028827c0f0f50bda0601028827c0f0f50b');
INSERT INTO evidence VALUES(1,24320,X'1a01028827c0f0f50b');
CREATE TABLE incident (
  id INTEGER PRIMARY KEY CHECK (id > 0),  revision INTEGER NOT NULL CHECK (revision > 0), change INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 4),
  vendor INTEGER NOT NULL REFERENCES vendor,
  day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 5),
  resolved INTEGER CHECK (resolved IN (0, 1)), mitigated INTEGER CHECK (mitigated IN (0, 1)),
  attribution INTEGER NOT NULL CHECK (attribution BETWEEN 0 AND 3),
  hold_minutes INTEGER CHECK (hold_minutes BETWEEN 0 AND 100000),
  hours_to_resolve REAL CHECK (hours_to_resolve BETWEEN 0 AND 100000),
  cost INTEGER CHECK (cost BETWEEN -1000000000000 AND 1000000000000),
  channel TEXT NOT NULL,
  summary TEXT NOT NULL CHECK (length(summary) <= 10000),
  source INTEGER, source_id TEXT,
  key_high INTEGER, key_low INTEGER,
  details TEXT CHECK (details IS NULL OR length(details) BETWEEN 2 AND 400),
  outage_of INTEGER CHECK (outage_of IS NULL OR outage_of BETWEEN 1 AND id),
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)), checksum INTEGER NOT NULL,
  CHECK ((source IS NULL) = (source_id IS NULL)), CHECK ((key_high IS NULL) = (key_low IS NULL)),
  CHECK (standing <> 4 OR (outage_of IS NOT NULL AND outage_of < id))) STRICT;
INSERT INTO incident VALUES(1,1,1,1789985700,0,1,20685,2,3,NULL,NULL,0,NULL,NULL,NULL,'','slow answer',NULL,NULL,NULL,NULL,NULL,NULL,0,-8873564742983920161);
INSERT INTO incident VALUES(2,4,9,1789985700,0,1,20685,2,0,1,NULL,0,NULL,1.0,NULL,'','API errors',1,'a',-316933737509584820,229733062639156029,'{"endedAt":1787238000,"impact":"minor","startedAt":1787234400}',2,1,-7784267278192481637);
INSERT INTO incident VALUES(3,5,7,1789985700,0,1,20690,2,0,1,NULL,0,NULL,3.0,NULL,'','API errors',1,'b',-8632395910488394488,-319866060391966073,'{"endedAt":1787709600,"impact":"minor","startedAt":1787698800}',3,1,7671482542470553488);
INSERT INTO incident VALUES(4,2,4,1789985700,0,1,20697,2,0,1,NULL,0,NULL,1.0,NULL,'','API errors',1,'c',759969796904038261,5999987440919215361,'{"endedAt":1788260400,"impact":"minor","startedAt":1788256800}',4,1,3487081189151928262);
INSERT INTO incident VALUES(5,5,9,1789985700,4,1,20685,4,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'a',-4432147440214052197,-5330387980193487567,'{"endedAt":1787241600,"impact":"critical","startedAt":1787236200}',2,1,-5076222166499170334);
INSERT INTO incident VALUES(6,4,7,1789985700,4,1,20691,3,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'b',1250547116717037395,1596672968236675341,'{"endedAt":1787709600,"impact":"major","startedAt":1787704200}',3,1,360802183046163685);
INSERT INTO incident VALUES(7,6,9,1789985700,4,1,20685,3,0,1,NULL,0,NULL,24.0,NULL,'','API errors',3,'x',8681304589620696087,4360701827601605072,'{"endedAt":1787326200,"impact":"major","startedAt":1787239800}',2,1,4318541329328290120);
INSERT INTO incident VALUES(8,2,4,1789985700,3,1,20697,2,0,1,NULL,0,NULL,1.5,NULL,'','API errors',3,'y',4302797710785336439,3135131004110117051,'{"endedAt":1788264000,"impact":"minor","startedAt":1788258600}',4,1,6914788301303346726);
CREATE TABLE incident_revision (
  id INTEGER NOT NULL, ended_by INTEGER NOT NULL, revision INTEGER NOT NULL CHECK (revision > 0), change INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 4),
  vendor INTEGER NOT NULL REFERENCES vendor,
  day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 5),
  resolved INTEGER CHECK (resolved IN (0, 1)), mitigated INTEGER CHECK (mitigated IN (0, 1)),
  attribution INTEGER NOT NULL CHECK (attribution BETWEEN 0 AND 3),
  hold_minutes INTEGER CHECK (hold_minutes BETWEEN 0 AND 100000),
  hours_to_resolve REAL CHECK (hours_to_resolve BETWEEN 0 AND 100000),
  cost INTEGER CHECK (cost BETWEEN -1000000000000 AND 1000000000000),
  channel TEXT NOT NULL,
  summary TEXT NOT NULL CHECK (length(summary) <= 10000),
  source INTEGER, source_id TEXT,
  key_high INTEGER, key_low INTEGER,
  details TEXT CHECK (details IS NULL OR length(details) BETWEEN 2 AND 400),
  outage_of INTEGER CHECK (outage_of IS NULL OR outage_of BETWEEN 1 AND id),
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)), checksum INTEGER NOT NULL,
  CHECK ((source IS NULL) = (source_id IS NULL)), CHECK ((key_high IS NULL) = (key_low IS NULL)),
  CHECK (standing <> 4 OR (outage_of IS NOT NULL AND outage_of < id))) STRICT;
INSERT INTO incident_revision VALUES(2,3,1,2,1789985700,0,1,20685,2,0,1,NULL,0,NULL,1.0,NULL,'','API errors',1,'a',-316933737509584820,229733062639156029,'{"endedAt":1787238000,"impact":"minor","startedAt":1787234400}',NULL,1,6376852415619344292);
INSERT INTO incident_revision VALUES(3,3,1,2,1789985700,0,1,20690,2,0,1,NULL,0,NULL,3.0,NULL,'','API errors',1,'b',-8632395910488394488,-319866060391966073,'{"endedAt":1787709600,"impact":"minor","startedAt":1787698800}',NULL,1,6338476555768621313);
INSERT INTO incident_revision VALUES(5,3,1,3,1789985700,0,1,20685,4,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'a',-4432147440214052197,-5330387980193487567,'{"endedAt":1787241600,"impact":"critical","startedAt":1787236200}',NULL,1,-1639279763787687943);
INSERT INTO incident_revision VALUES(6,3,1,3,1789985700,0,1,20691,3,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'b',1250547116717037395,1596672968236675341,'{"endedAt":1787709600,"impact":"major","startedAt":1787704200}',NULL,1,-7122404322550525501);
INSERT INTO incident_revision VALUES(4,4,1,2,1789985700,0,1,20697,2,0,1,NULL,0,NULL,1.0,NULL,'','API errors',1,'c',759969796904038261,5999987440919215361,'{"endedAt":1788260400,"impact":"minor","startedAt":1788256800}',NULL,1,-6939649303316061632);
INSERT INTO incident_revision VALUES(7,4,1,4,1789985700,3,1,20685,3,0,1,NULL,0,NULL,24.0,NULL,'','API errors',3,'x',8681304589620696087,4360701827601605072,'{"endedAt":1787326200,"impact":"major","startedAt":1787239800}',NULL,1,-4913597606966178081);
INSERT INTO incident_revision VALUES(8,4,1,4,1789985700,3,1,20697,2,0,1,NULL,0,NULL,1.5,NULL,'','API errors',3,'y',4302797710785336439,3135131004110117051,'{"endedAt":1788264000,"impact":"minor","startedAt":1788258600}',NULL,1,-7386699010311749903);
INSERT INTO incident_revision VALUES(7,5,2,4,1789985700,3,1,20685,3,0,1,NULL,0,NULL,24.0,NULL,'','API errors',3,'x',8681304589620696087,4360701827601605072,'{"endedAt":1787326200,"impact":"major","startedAt":1787239800}',2,1,5948315278604944755);
INSERT INTO incident_revision VALUES(7,5,3,5,1789985700,0,1,20685,3,0,1,NULL,0,NULL,24.0,NULL,'','API errors',3,'x',8681304589620696087,4360701827601605072,'{"endedAt":1787326200,"impact":"major","startedAt":1787239800}',2,1,2934966010808544018);
INSERT INTO incident_revision VALUES(3,6,2,3,1789985700,0,1,20690,2,0,1,NULL,0,NULL,3.0,NULL,'','API errors',1,'b',-8632395910488394488,-319866060391966073,'{"endedAt":1787709600,"impact":"minor","startedAt":1787698800}',3,1,7132718273012189241);
INSERT INTO incident_revision VALUES(6,6,2,3,1789985700,4,1,20691,3,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'b',1250547116717037395,1596672968236675341,'{"endedAt":1787709600,"impact":"major","startedAt":1787704200}',3,1,2070196999586986885);
INSERT INTO incident_revision VALUES(3,7,3,6,1789985700,1,1,20690,2,0,1,NULL,0,NULL,3.0,NULL,'','API errors',1,'b',-8632395910488394488,-319866060391966073,'{"endedAt":1787709600,"impact":"minor","startedAt":1787698800}',NULL,1,-3995676426510116165);
INSERT INTO incident_revision VALUES(3,7,4,7,1789985700,0,1,20690,2,0,1,NULL,0,NULL,3.0,NULL,'','API errors',1,'b',-8632395910488394488,-319866060391966073,'{"endedAt":1787709600,"impact":"minor","startedAt":1787698800}',NULL,1,-9030376819993691398);
INSERT INTO incident_revision VALUES(6,7,3,6,1789985700,0,1,20691,3,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'b',1250547116717037395,1596672968236675341,'{"endedAt":1787709600,"impact":"major","startedAt":1787704200}',NULL,1,6264915235734541223);
INSERT INTO incident_revision VALUES(5,8,2,3,1789985700,4,1,20685,4,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'a',-4432147440214052197,-5330387980193487567,'{"endedAt":1787241600,"impact":"critical","startedAt":1787236200}',2,1,8515256297275979057);
INSERT INTO incident_revision VALUES(2,8,2,3,1789985700,0,1,20685,2,0,1,NULL,0,NULL,1.0,NULL,'','API errors',1,'a',-316933737509584820,229733062639156029,'{"endedAt":1787238000,"impact":"minor","startedAt":1787234400}',2,1,5987863292832273434);
INSERT INTO incident_revision VALUES(7,8,4,5,1789985700,4,1,20685,3,0,1,NULL,0,NULL,24.0,NULL,'','API errors',3,'x',8681304589620696087,4360701827601605072,'{"endedAt":1787326200,"impact":"major","startedAt":1787239800}',2,1,3144418218870823590);
INSERT INTO incident_revision VALUES(5,9,3,8,1789985700,1,1,20685,4,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'a',-4432147440214052197,-5330387980193487567,'{"endedAt":1787241600,"impact":"critical","startedAt":1787236200}',NULL,1,-328671926196129479);
INSERT INTO incident_revision VALUES(2,9,3,8,1789985700,0,1,20685,2,0,1,NULL,0,NULL,1.0,NULL,'','API errors',1,'a',-316933737509584820,229733062639156029,'{"endedAt":1787238000,"impact":"minor","startedAt":1787234400}',NULL,1,-4089459224113418964);
INSERT INTO incident_revision VALUES(5,9,4,9,1789985700,0,1,20685,4,0,1,NULL,0,NULL,1.5,NULL,'','API errors',2,'a',-4432147440214052197,-5330387980193487567,'{"endedAt":1787241600,"impact":"critical","startedAt":1787236200}',NULL,1,1433964572102920680);
INSERT INTO incident_revision VALUES(7,9,5,8,1789985700,0,1,20685,3,0,1,NULL,0,NULL,24.0,NULL,'','API errors',3,'x',8681304589620696087,4360701827601605072,'{"endedAt":1787326200,"impact":"major","startedAt":1787239800}',NULL,1,6002205546289558920);
CREATE INDEX volume_range ON volume (vendor, from_day, to_day);
CREATE INDEX check_in_day ON check_in (day);
CREATE UNIQUE INDEX incident_revision_id ON incident_revision (id, revision);
CREATE INDEX incident_revision_ended_by ON incident_revision (ended_by);
CREATE INDEX incident_details ON incident (vendor, day) WHERE details IS NOT NULL;
CREATE INDEX incident_outage ON incident (outage_of) WHERE outage_of IS NOT NULL;
CREATE UNIQUE INDEX incident_key ON incident (key_high, key_low) WHERE key_high IS NOT NULL;
CREATE INDEX incident_day ON incident (day, vendor);
CREATE TRIGGER change_keeps_states BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER change_keeps_rows BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER volume_keeps_states BEFORE UPDATE ON volume
BEGIN SELECT RAISE(ABORT, 'volume is append-only'); END;
CREATE TRIGGER volume_keeps_rows BEFORE DELETE ON volume
BEGIN SELECT RAISE(ABORT, 'volume is append-only'); END;
CREATE TRIGGER check_in_keeps_states BEFORE UPDATE ON check_in
BEGIN SELECT RAISE(ABORT, 'check_in is append-only'); END;
CREATE TRIGGER check_in_keeps_rows BEFORE DELETE ON check_in
BEGIN SELECT RAISE(ABORT, 'check_in is append-only'); END;
CREATE TRIGGER incident_revision_keeps_states BEFORE UPDATE ON incident_revision
BEGIN SELECT RAISE(ABORT, 'incident_revision is append-only'); END;
CREATE TRIGGER incident_revision_keeps_rows BEFORE DELETE ON incident_revision
BEGIN SELECT RAISE(ABORT, 'incident_revision is append-only'); END;
CREATE TRIGGER incident_keeps_rows BEFORE DELETE ON incident
BEGIN SELECT RAISE(ABORT, 'incidents are never deleted'); END;
CREATE TRIGGER incident_keeps_number BEFORE UPDATE ON incident
WHEN NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 OR NEW.change < OLD.change
BEGIN SELECT RAISE(ABORT, 'a change adds one revision'); END;
CREATE TRIGGER incident_keeps_states AFTER UPDATE ON incident
BEGIN
  INSERT INTO incident_revision (ended_by, id, revision, change, recorded_at, standing, vendor, day, severity, dimension, resolved, mitigated, attribution, hold_minutes, hours_to_resolve, cost, channel, summary, source, source_id, key_high, key_low, imported, details, outage_of, checksum)
  VALUES (NEW.change, OLD.id, OLD.revision, OLD.change, OLD.recorded_at, OLD.standing, OLD.vendor, OLD.day, OLD.severity, OLD.dimension, OLD.resolved, OLD.mitigated, OLD.attribution, OLD.hold_minutes, OLD.hours_to_resolve, OLD.cost, OLD.channel, OLD.summary, OLD.source, OLD.source_id, OLD.key_high, OLD.key_low, OLD.imported, OLD.details, OLD.outage_of, OLD.checksum);
END;
COMMIT;
