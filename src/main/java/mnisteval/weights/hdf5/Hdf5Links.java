package mnisteval.weights.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the links of a group and the attributes of an object: in its header, or, where there are
 * many of them, in a heap beside it. Before HDF5 1.8 groups had a table of symbols instead.
 */
final class Hdf5Links {
  /** An entry of a table of symbols whose value is a name, and no address. */
  private static final int SOFT = 2;

  private Hdf5Links() {}

  /** Returns the addresses of the objects in a group, by their names in the file's order. */
  static Map<String, Long> of(BoundedBytes file, ObjectHeader header) {
    Map<String, Long> links = new LinkedHashMap<>();
    for (SymbolTableMessage table : header.getMessagesOfType(SymbolTableMessage.class)) {
      addSymbols(file, table, links);
    }
    for (LinkMessage link : header.getMessagesOfType(LinkMessage.class)) {
      add(link, links);
    }
    for (LinkInfoMessage info : header.getMessagesOfType(LinkInfoMessage.class)) {
      if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
        FractalHeap heap = new FractalHeap(file, info.getFractalHeapAddress());
        BTreeV2<LinkNameForIndexedGroupRecord> tree =
            new BTreeV2<>(file, info.getBTreeNameIndexAddress());
        for (LinkNameForIndexedGroupRecord entry : tree.getRecords()) {
          ByteBuffer link = heap.getId(entry.getId());
          file.pay(link.remaining());
          add(LinkMessage.fromBuffer(link, file.getSuperblock()), links);
        }
      }
    }
    return links;
  }

  private static void add(LinkMessage link, Map<String, Long> links) {
    if (link.getLinkType() == LinkMessage.LinkType.HARD) {
      links.put(link.getLinkName(), link.getHardLinkAddress());
    }
  }

  private static void addSymbols(
      BoundedBytes file, SymbolTableMessage table, Map<String, Long> links) {
    ByteBuffer names = new LocalHeap(file, table.getLocalHeapAddress()).getDataBuffer();
    for (long node : BTreeV1.createGroupBTree(file, table.getBTreeAddress()).getChildAddresses()) {
      file.comeBack();
      for (SymbolTableEntry entry : new GroupSymbolTableNode(file, node).getSymbolTableEntries()) {
        if (entry.getCacheType() != SOFT) {
          names.position(entry.getLinkNameOffset());
          String name = Utils.readUntilNull(names);
          file.pay(name.length());
          links.put(name, entry.getObjectHeaderAddress());
        }
      }
    }
  }

  /** Returns the attributes of an object. */
  static List<AttributeMessage> attributes(BoundedBytes file, ObjectHeader header) {
    List<AttributeMessage> attributes =
        new ArrayList<>(header.getMessagesOfType(AttributeMessage.class));
    for (AttributeInfoMessage info : header.getMessagesOfType(AttributeInfoMessage.class)) {
      if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
        FractalHeap heap = new FractalHeap(file, info.getFractalHeapAddress());
        BTreeV2<AttributeNameForIndexedAttributesRecord> tree =
            new BTreeV2<>(file, info.getAttributeNameBTreeAddress());
        for (AttributeNameForIndexedAttributesRecord entry : tree.getRecords()) {
          ByteBuffer bytes = heap.getId(entry.getHeapId());
          file.pay(bytes.remaining());
          attributes.add(new AttributeMessage(bytes, file, entry.getFlags()));
        }
      }
    }
    return attributes;
  }
}
