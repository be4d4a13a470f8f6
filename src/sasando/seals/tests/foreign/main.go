// Command foreign checks our notes, proofs and tiles with Go's golang.org/x/mod/sumdb, code that
// is not ours. It reads one job as JSON from standard input and answers with JSON.
package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	// Old is the index of a leaf, or the size of an older tree.
	Old     int64
	OldHash string
	Size    int64
	Root    string
	Path    []string
}

type job struct {
	Key         string
	Notes       []string
	Leaves      int64
	Inclusion   []proof
	Consistency []proof
}

type answer struct {
	Texts       []string
	Inclusion   []bool
	Consistency []bool
	Root        string
	Tiles       map[string]string
	ForeignKey  string
	ForeignNote string
}

func main() {
	var asked job
	must(json.NewDecoder(os.Stdin).Decode(&asked))
	var told answer
	for _, message := range asked.Notes {
		told.Texts = append(told.Texts, opened(message, asked.Key))
	}
	for _, p := range asked.Inclusion {
		err := tlog.CheckRecord(hashes(p.Path), p.Size, hash(p.Root), p.Old, hash(p.OldHash))
		told.Inclusion = append(told.Inclusion, err == nil)
	}
	for _, p := range asked.Consistency {
		err := tlog.CheckTree(hashes(p.Path), p.Size, hash(p.Root), p.Old, hash(p.OldHash))
		told.Consistency = append(told.Consistency, err == nil)
	}
	told.Root, told.Tiles = tree(asked.Leaves)
	told.ForeignKey, told.ForeignNote = signed("asing.invalid/hari", "asing.invalid/hari\n1\nAA==\n")
	must(json.NewEncoder(os.Stdout).Encode(told))
}

// opened is the verified text of a note, or nothing when it is refused.
func opened(message, key string) string {
	verifier, err := note.NewVerifier(key)
	must(err)
	found, err := note.Open([]byte(message), note.VerifierList(verifier))
	if err != nil {
		return ""
	}
	return found.Text
}

// tree is the root over the leaves "0", "1", ... and the SHA-256 of each tile by its path.
func tree(leaves int64) (string, map[string]string) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		read := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			read[at] = stored[index]
		}
		return read, nil
	})
	for number := int64(0); number < leaves; number++ {
		added, err := tlog.StoredHashes(number, []byte(strconv.FormatInt(number, 10)), reader)
		must(err)
		stored = append(stored, added...)
	}
	root, err := tlog.TreeHash(leaves, reader)
	must(err)
	tiles := map[string]string{}
	for _, tile := range tlog.NewTiles(8, 0, leaves) {
		data, err := tlog.ReadTileData(tile, reader)
		must(err)
		sum := sha256.Sum256(data)
		tiles[strings.Replace(tile.Path(), "tile/8/", "tile/", 1)] = hex.EncodeToString(sum[:])
	}
	return hex.EncodeToString(root[:]), tiles
}

// signed is a fresh key and a note signed with it.
func signed(name, text string) (string, string) {
	secret, public, err := note.GenerateKey(rand.Reader, name)
	must(err)
	signer, err := note.NewSigner(secret)
	must(err)
	message, err := note.Sign(&note.Note{Text: text}, signer)
	must(err)
	return public, string(message)
}

func hash(digits string) (read tlog.Hash) {
	_, err := hex.Decode(read[:], []byte(digits))
	must(err)
	return read
}

func hashes(path []string) []tlog.Hash {
	read := make([]tlog.Hash, len(path))
	for at, digits := range path {
		read[at] = hash(digits)
	}
	return read
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
