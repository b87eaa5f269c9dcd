package mnisteval.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each signature from its format's specification. */
final class SignatureTest {
  private static Signature of(String content) {
    return Signature.of(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\3\4\24\0\0\0\10\0', a zip archive",
    "'PK\3\4\24\0\0\0\0\0a.txt', a zip archive",
    "'PK\3\4\24\0\0\0\0\0W1.npy\223NUMPY', a numpy .npz archive",
    "'PK\3\4\0\0\10\10\0\0archive/data.pkl\200\2', a PyTorch file (torch.save)",
    "'\223NUMPY\1\0v\0{', a numpy .npy file",
    "'\211HDF\r\n\32\n\0', 'an HDF5 file (Keras, h5py)'",
    "'\37\213\10\0', gzip data",
    "'BZh91AY&SY', bzip2 data",
    "'\3757zXZ\0', xz data",
    "'\50\265\57\375', zstd data",
    "'\211PNG\r\n\32\n', a PNG image",
    "'\377\330\377\340', a JPEG image",
    "'BM\66\0\0\0', a BMP image",
    "'%PDF-1.7', a PDF document",
    "'\177ELF\2', a program",
    "'\254\355\0\5sr', serialised Java objects",
    "'import numpy as np\n', Python source",
    "'from numpy import *\n', Python source",
    "'def load():\n', Python source",
    "'#!/usr/bin/env python3\n', Python source",
    "'PK\3\4\24\0\0\0\0\0config.json{}PK\3\4\24\0model.weights.h5', a Keras model",
    "'PK\3\4\24\0metadata.json{}PK\3\4\24\0config.json{\"module\": ', a Keras model",
    "'\34\0\0\0TFL3', a TensorFlow Lite model",
    // ModelProto: ir_version is field 1, producer_name 2, graph 7, opset_import 8.
    "'\10\12\22\7pytorch', an ONNX model",
    "'\10\16\72\213\217\3', an ONNX model",
    "'\10\7\102\2\20\15', an ONNX model",
    "'0.1,0.2\r\n-3e-05,4\r\n', text of numbers",
    "' 1.0 2.0\n', text of numbers",
    "'-1;2', text of numbers",
    "'1 a', text of numbers",
    "'0x1p3 1', text of numbers",
    "'\n\t.5', text of numbers",
    "'# a \0\n# b\n+1,2', text of numbers",
    "'# a', text of numbers",
    "'nan,1', text of numbers",
    "'-inf', text of numbers",
    "',0,1\n0,1,2', text of numbers",
    "'w0,w \344\n# names\n1,2', text of numbers",
    "'\357\273\2771,2', text of numbers",
    "'\377\3761\0', 'text in UTF-16, not in UTF-8'",
    "'\376\377\0001', 'text in UTF-16, not in UTF-8'",
    "'version https://git-lfs.github.com/spec/v1\noid sha256:', "
        + "'a Git LFS pointer, not the file it stands for'",
    "'<!DOCTYPE html>', an HTML or XML page",
    "'<?xml version=\"1.0\"?>', an HTML or XML page",
    "'{\"W1\": [[0.1]]}', JSON",
    "'[[0.1]]', JSON",
    "' \r\n\t{\"W1\"', JSON",
    "'\357\273\277[[0.1]]', JSON",
    "'\357\273\277\n{', JSON",
    "'\0\0\10\3\0\0\0\34', an IDX file",
    "'\0\0\10\1', an IDX file",
    "'\0\0\16\2', an IDX file",
    "'\200\0\0\0\0\0\0\0{\"W1\":{', a safetensors file",
    "'<\0\0\0\0\0\0\0{\"W1\":{', a safetensors file",
    "'{\1\0\0\0\0\0\0{\"W1\":{', a safetensors file",
    "'\37\213\0\0\0\0\0\0{\"W1\":{', a safetensors file",
    "'\0\0\10\0\0\0\0\0{\"W1\":{', a safetensors file",
    // A legacy file starts with a pickle of the integer 0x1950a86a20f9469cfc6c.
    "'\200\2\212\12l\374\234F\371 j\250P\31.\200\2M\351\3.', "
        + "a PyTorch file from before version 1.6",
    "'\200\2}q\0.', a pickle",
    "'\200\5\225', a pickle",
  })
  void recognises(String content, String expected) {
    assertEquals(expected, of(content).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PK\3",
        "\37",
        "\211HDF\r",
        "\200",
        "hello",
        "\10\0\22",
        "\10\1\1",
        "+-",
        "nano 1",
        "a,b",
        "a,b\nc,d\n1,2",
        "a,\1\n1,2",
        "a\n1,2",
        "# a\nb",
        "\357\273\277",
        "important",
        "definitely",
        "(dp0\n.",
        "}q\0.",
        "version 2",
        "\0\0\10",
        "\0\0\7\1",
        "\0\0\17\1",
        "\0\1\10\1",
        "\1\0\10\1",
        "\100\0\0\0\0\0\0\0",
        "\100\0\0\0\0\0\0\0[",
        "\100\0\0\0\0\0\1\0{}",
        "\100\0\0\0\0\0\0\1{}"
      })
  void recognisesNothingElse(String content) {
    assertNull(of(content));
  }

  @Test
  void looksForNamesAtTheBeginningOfAZipOnly() {
    assertEquals(Signature.PYTORCH, of("PK\3\4" + "x".repeat(1019) + "data.pkl"));
    assertEquals(Signature.ZIP, of("PK\3\4" + "x".repeat(1020) + "data.pkl"));
    assertEquals(Signature.ZIP, of("PK\3\4data.pk"));
  }
}
